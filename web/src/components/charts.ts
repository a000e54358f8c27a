// Only what is used of ECharts. Tooltips are drawn on the canvas (richText): those made of HTML carry style attributes, which
// the server's policy refuses.
import {BarChart, SankeyChart} from 'echarts/charts';
import {GridComponent, LegendComponent, TooltipComponent} from 'echarts/components';
import * as core from 'echarts/core';
import {CanvasRenderer} from 'echarts/renderers';
import type {BarSeriesOption, SankeySeriesOption} from 'echarts/charts';
import type {GridComponentOption, LegendComponentOption, TooltipComponentOption} from 'echarts/components';
import type {NodeSum, PublicPage} from '../api/types';
import {drawn_wan, wan} from '../money';

core.use([BarChart, SankeyChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);
export const charts = core;
export type ChartOption = core.ComposeOption<BarSeriesOption | SankeySeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>;

const kColours = ['#1d4e74', '#b5532a', '#3f7f5f', '#8a6d1d', '#6b5b95', '#4c7a9c', '#96524f', '#5d6b3a', '#2f6f78', '#7c5a3a'];
const kFont = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const text = {fontFamily: kFont, fontSize: 12.5, color: '#1c2733'};
const short = (name: string, length: number) => (name.length > length ? `${name.slice(0, length - 1)}…` : name);

// From source through function to economic class.
export function flow_chart(flows: PublicPage['flows'], names: (dimension: string, id: string, name: string) => string, unit: string, narrow: boolean): ChartOption {
  const name_of = new Map(flows.nodes.map((node) => [node.id, names(node.dimension, node.id.slice(node.id.indexOf(':') + 1), node.name)]));
  const amount_of = new Map(flows.nodes.map((node) => [node.id, node.amount_fen]));
  const known = (links: PublicPage['flows']['links']) => links.filter((link) => link.amount_fen > 0 && name_of.has(link.source) && name_of.has(link.target));
  return {
    textStyle: text,
    color: kColours,
    tooltip: {renderMode: 'richText', confine: true, formatter: (each) => {
      const item = each as unknown as {dataType: string; name: string; data: {source: string; target: string; amount_fen: number}};
      return item.dataType === 'edge' ? `${name_of.get(item.data.source)} → ${name_of.get(item.data.target)}\n${wan(item.data.amount_fen)} ${unit}` : `${name_of.get(item.name)}\n${wan(amount_of.get(item.name) ?? 0)} ${unit}`;
    }},
    series: [{
      type: 'sankey', left: 4, right: narrow ? 96 : 170, top: 12, bottom: 12, nodeWidth: narrow ? 10 : 16, nodeGap: narrow ? 16 : 14, draggable: false, layoutIterations: 32,
      emphasis: {focus: 'adjacency'}, lineStyle: {color: 'gradient', opacity: 0.35}, label: {...text, fontSize: narrow ? 11 : 12.5, formatter: (each) => short(name_of.get(each.name) ?? each.name, narrow ? 8 : 14)},
      data: flows.nodes.filter((node) => node.amount_fen > 0).map((node) => ({name: node.id, value: drawn_wan(node.amount_fen)})),
      links: known(flows.links).map((link) => ({source: link.source, target: link.target, value: drawn_wan(link.amount_fen), amount_fen: link.amount_fen})),
    }],
  };
}

export interface Bars {
  name: string;
  sums: NodeSum[];
}

// Things below one another, a bar for each of several years or units.
export function bar_chart(groups: Bars[], unit: string, narrow: boolean): ChartOption {
  const names = new Map<string, string>();
  for (const group of groups) for (const sum of group.sums) names.set(sum.id, sum.name);
  const ids = [...names.keys()].reverse();
  return {
    textStyle: text,
    color: kColours,
    tooltip: {renderMode: 'richText', trigger: 'axis', confine: true, axisPointer: {type: 'shadow'}, valueFormatter: (value) => `${wan(Math.round(Number(value ?? 0) * 1_000_000))} ${unit}`},
    ...(groups.length > 1 ? {legend: {top: 0, textStyle: text}} : {}),
    grid: {left: 8, right: 24, top: groups.length > 1 ? 36 : 8, bottom: 8, containLabel: true},
    xAxis: {type: 'value', axisLabel: {...text, hideOverlap: true}, splitNumber: narrow ? 2 : 5},
    yAxis: {type: 'category', data: ids.map((id) => names.get(id)!), axisLabel: {...text, interval: 0, formatter: (name: string) => short(name, narrow ? 8 : 16)}, axisTick: {show: false}},
    series: groups.map((group) => ({type: 'bar', name: group.name, barMaxWidth: 22, data: ids.map((id) => drawn_wan(group.sums.find((sum) => sum.id === id)?.amount_fen ?? 0))})),
  };
}
