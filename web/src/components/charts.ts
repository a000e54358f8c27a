// Only what is used of ECharts; fetched when the first chart is shown. Tooltips are drawn on the canvas (richText): those made of
// HTML carry style attributes, which the server's policy refuses.
import {BarChart, SankeyChart} from 'echarts/charts';
import {GridComponent, LegendComponent, TooltipComponent} from 'echarts/components';
import * as core from 'echarts/core';
import {CanvasRenderer} from 'echarts/renderers';

core.use([BarChart, SankeyChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);
export const charts = core;
