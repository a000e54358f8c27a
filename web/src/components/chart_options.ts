// What charts show, without ECharts itself.
import type {BarSeriesOption, SankeySeriesOption} from 'echarts/charts';
import type {GridComponentOption, LegendComponentOption, TooltipComponentOption} from 'echarts/components';
import type {ComposeOption} from 'echarts/core';
import type {NodeSum, PublicPage} from '../api/types';
import {amount, amount_unit, drawn} from '../money_unit';

export type ChartOption = ComposeOption<BarSeriesOption | SankeySeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>;

const kColours = ['#1d4e74', '#b5532a', '#3f7f5f', '#8a6d1d', '#6b5b95', '#4c7a9c', '#96524f', '#5d6b3a', '#2f6f78', '#7c5a3a'];
const kFont = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const text = {fontFamily: kFont, fontSize: 12.5, color: '#1c2733'};
const short = (name: string, length: number) => (name.length > length ? `${name.slice(0, length - 1)}…` : name);

// From source through function to economic class.
export function flow_chart(flows: PublicPage['flows'], names: (dimension: string, id: string, name: string) => string, narrow: boolean): ChartOption {
  const name_of = new Map(flows.nodes.map((node) => [node.id, names(node.dimension, node.id.slice(node.id.indexOf(':') + 1), node.name)]));
  const amount_of = new Map(flows.nodes.map((node) => [node.id, node.amount_fen]));
  const known = (links: PublicPage['flows']['links']) => links.filter((link) => link.amount_fen > 0 && (amount_of.get(link.source) ?? 0) > 0 && (amount_of.get(link.target) ?? 0) > 0);
  return {
    textStyle: text,
    color: kColours,
    tooltip: {renderMode: 'richText', confine: true, formatter: (each) => {
      const item = each as unknown as {dataType: string; name: string; data: {source: string; target: string; amount_fen: number}};
      return item.dataType === 'edge' ? `${name_of.get(item.data.source)} → ${name_of.get(item.data.target)}\n${amount(item.data.amount_fen)} ${amount_unit()}` : `${name_of.get(item.name)}\n${amount(amount_of.get(item.name) ?? 0)} ${amount_unit()}`;
    }},
    series: [{
      type: 'sankey', left: 4, right: narrow ? 92 : 170, top: 12, bottom: 18, nodeWidth: narrow ? 10 : 16, nodeGap: narrow ? 16 : 14, draggable: false, layoutIterations: 32,
      emphasis: {focus: 'adjacency'}, lineStyle: {color: 'gradient', opacity: 0.35}, label: {...text, fontSize: narrow ? 11 : 12.5, textBorderColor: '#fff', textBorderWidth: 3, formatter: (each) => short(name_of.get(each.name) ?? each.name, narrow ? 8 : 14)},
      data: flows.nodes.filter((node) => node.amount_fen > 0).map((node) => ({name: node.id, value: drawn(node.amount_fen)})),
      links: known(flows.links).map((link) => ({source: link.source, target: link.target, value: drawn(link.amount_fen), amount_fen: link.amount_fen})),
    }],
  };
}

export interface Bars {
  name: string;
  sums: NodeSum[];
}

// Things below one another, a bar for each of several years or units.
export function bar_chart(groups: Bars[], narrow: boolean): ChartOption {
  const names = new Map<string, string>();
  for (const group of groups) for (const sum of group.sums) names.set(sum.id, sum.name);
  const ids = [...names.keys()].reverse();
  return {
    textStyle: text,
    color: kColours,
    tooltip: {renderMode: 'richText', trigger: 'axis', confine: true, axisPointer: {type: 'shadow'}, valueFormatter: (value) => `${amount(Math.round(Number(value ?? 0) * 100))} ${amount_unit()}`},
    ...(groups.length > 1 ? {legend: {top: 0, textStyle: text}} : {}),
    grid: {left: 8, right: 24, top: groups.length > 1 ? 36 : 8, bottom: 8, containLabel: true},
    xAxis: {type: 'value', axisLabel: {...text, hideOverlap: true, formatter: (value: number) => amount(Math.round(value * 100)).replace(/\.00$/, '')}, splitNumber: narrow ? 2 : 5},
    yAxis: {type: 'category', data: ids.map((id) => names.get(id)!), axisLabel: {...text, interval: 0, formatter: (name: string) => short(name, narrow ? 8 : 16)}, axisTick: {show: false}},
    series: groups.map((group) => ({type: 'bar', name: group.name, barMaxWidth: 22, data: ids.map((id) => drawn(group.sums.find((sum) => sum.id === id)?.amount_fen ?? 0))})),
  };
}
