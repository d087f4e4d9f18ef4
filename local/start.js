/**
 * `npm start`. Plain JavaScript, so that a Node which cannot read TypeScript can still say so.
 */
if (!process.features.typescript) {
  console.error(`Dateline needs Node 22.18 or newer, and this is ${process.version}.`)
  console.error('The project brings its own: run `npm ci`, then `npm start`.')
  process.exit(1)
}

await import('./start.ts')
