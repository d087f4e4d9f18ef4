/**
 * Charts as SVG, for README and docs: ECharts draws them without a browser. Colours are the newsroom's own tokens, on
 * their own paper, so that they read in light and dark pages alike.
 */
import * as echarts from 'echarts'

export interface Chart {
  title: string
  /** What the axes are, with units. */
  x: string
  y: string
  /** Categories of the x axis for bars; for lines the points carry their own x. */
  series: { name: string; points: [x: number | string, y: number][] }[]
  /** Of lines: an axis whose values span several magnitudes. */
  logX?: boolean
  logY?: boolean
}

const WIDTH = 760
/** Points of a line that are marked; more of them would hide it. */
const MOST_MARKED = 30
const HEIGHT = 380
/** Of a legend: how wide a row is, and what stands beside each name. */
const LETTERS_IN_ROW = 125
const LETTERS_BESIDE = 7
const INK = '#1d1a16'
const MUTED = '#6b6459'
const HAIRLINE = '#ddd5c7'
const PAPER = '#fbf8f2'
const SERIES = ['#a8201a', '#1f5673', '#5f7a3a', '#a0681c', '#6a4c7d', '#3f3f3f']

export function lineChart(chart: Chart): string {
  return draw(chart, 'line')
}

export function barChart(chart: Chart): string {
  return draw(chart, 'bar')
}

function draw(chart: Chart, type: 'line' | 'bar'): string {
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  const isNumeric = typeof chart.series[0]?.points[0]?.[0] === 'number'
  const axis = { axisLine: { lineStyle: { color: MUTED } }, axisLabel: { color: INK }, nameTextStyle: { color: MUTED } }
  const rows = legendRows(chart.series.map(({ name }) => name))
  drawing.setOption({
    animation: false,
    backgroundColor: PAPER,
    color: SERIES,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: { text: chart.title, left: 16, top: 12, textStyle: { color: INK, fontSize: 15, fontWeight: 600 } },
    legend: {
      show: rows > 0,
      left: 12,
      top: 38,
      textStyle: { color: INK },
      itemWidth: 16,
      // Without a browser a name's width is a guess, and too short.
      formatter: (name: string) => `${name}\u2003`,
    },
    grid: { left: 72, right: 32, top: 72 + 24 * rows, bottom: 52 },
    xAxis: {
      ...axis,
      // Every bar has its name.
      axisLabel: { color: INK, ...(!isNumeric && { interval: 0, fontSize: 10.5 }) },
      type: isNumeric ? (chart.logX ? 'log' : 'value') : 'category',
      ...(isNumeric && { min: chart.logX ? 'dataMin' : 0, max: 'dataMax' }),
      name: chart.x,
      nameLocation: 'middle',
      nameGap: 32,
      splitLine: { show: false },
    },
    yAxis: {
      ...axis,
      type: chart.logY ? 'log' : 'value',
      name: chart.y,
      nameLocation: 'end',
      splitLine: { lineStyle: { color: HAIRLINE } },
    },
    series: chart.series.map(({ name, points }) => ({
      name,
      type,
      data: points,
      barMaxWidth: 36,
      symbolSize: 7,
      showSymbol: points.length <= MOST_MARKED,
    })),
  })
  const svg = drawing.renderToSVGString()
  drawing.dispose()
  return svg
}

function legendRows(names: string[]): number {
  const letters = names.reduce((sum, name) => sum + name.length + LETTERS_BESIDE, 0)
  return names.length > 1 ? Math.ceil(letters / LETTERS_IN_ROW) : 0
}
