import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    fuzz: { runs: number; seed: number; path: string }
  }
}
