/** What scripts/glyphs.ts uses of it: the package brings no types. Source: opentype.js.org. */
declare module 'opentype.js/dist/opentype.mjs' {
  interface Point {
    x: number
    y: number
    onCurve: boolean
    lastPointOfContour: boolean
  }
  interface Glyph {
    advanceWidth: number
    /** Makes the points of a glyph that is put together from others. */
    path: unknown
    points?: Point[]
  }
  interface Font {
    unitsPerEm: number
    tables: { cmap: { glyphIndexMap: Record<string, number> } }
    glyphs: { get(index: number): Glyph }
  }
  export function parse(file: ArrayBuffer): Font
}
