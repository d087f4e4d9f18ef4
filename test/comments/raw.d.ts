/** A file's text: what Vite makes of `?raw`. */
declare module '*?raw' {
  const text: string
  export default text
}
