/** A file's bytes, uploaded beside the Worker's code: wrangler's default rule for `.bin`. */
declare module '*.bin' {
  const bytes: ArrayBuffer
  export default bytes
}
