/** What a model says of it, where there is one. It only ever objects: what it finds safe is as unknown as before. */
import type { ReasonWords } from '../../text/words.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export async function checkModel({ name, body }: Checked, { model, says }: Context): Promise<Signal | null> {
  if (!model) return null
  const { isSafe, hazards } = await model(`${name}\n\n${body}`)
  if (isSafe) return null
  const named = hazards.map((hazard) => says.hazards[hazard as keyof ReasonWords['hazards']])
  return { name: 'model', weight: 30, reason: says.model(named) }
}
