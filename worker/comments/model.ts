/**
 * A model that knows unsafe text, on Workers AI, where the newsroom has configured it. The comment is all that it is
 * given, as something said by a person: there are no instructions of ours that a comment could talk it out of, and of what it
 * answers nothing is read but the two words that it knows and its categories.
 * Source: developers.cloudflare.com/ai/models/@cf/meta/llama-guard-3-8b/
 */
import * as z from 'zod'

export interface Opinion {
  isSafe: boolean
  /** `S1` to `S14`. */
  hazards: string[]
}

/** Throws where there is no answer in time, or none that can be read. */
export type Model = (text: string) => Promise<Opinion>

const NAME = '@cf/meta/llama-guard-3-8b'
const TIMEOUT_MS = 4_500
const MAX_TOKENS = 60

export function modelOf({ AI }: Pick<Env, 'AI'>): Model | null {
  if (!AI) return null
  const answer = answerSchema()
  return async (text) => {
    const question = {
      messages: [{ role: 'user' as const, content: withoutMarkers(text) }],
      max_tokens: MAX_TOKENS,
      temperature: 0,
    }
    return opinionIn(answer.parse(await AI.run(NAME, question, { signal: AbortSignal.timeout(TIMEOUT_MS) })))
  }
}

/** By which the model tells who speaks: a comment cannot end its own turn and begin another. */
function withoutMarkers(text: string): string {
  return text.replace(/<(?=\|)/g, '< ')
}

function opinionIn({ response: { safe, categories } }: z.infer<ReturnType<typeof answerSchema>>): Opinion {
  if (safe && categories.length > 0) throw new Error('the model contradicts itself')
  return { isSafe: safe, hazards: [...new Set(categories)] }
}

/** Made where there is a model, and not at every start of the Worker. */
function answerSchema() {
  const hazard = z.string().regex(/^S(?:[1-9]|1[0-4])$/)
  return z.object({
    response: z.union([
      z.object({ safe: z.boolean(), categories: z.array(hazard).default([]) }),
      z
        .string()
        .trim()
        .regex(/^(?:safe|unsafe\s+S\d{1,2}(?:\s*,\s*S\d{1,2})*)$/)
        .transform((text) => {
          const [verdict, ...categories] = text.split(/[\s,]+/)
          return { safe: verdict === 'safe', categories }
        })
        .pipe(z.object({ safe: z.boolean(), categories: z.array(hazard) })),
    ]),
  })
}
