/** What a new newsroom needs before its first reader comes: told to its owner until all of it is done. */
import type { Db } from '../env.ts'

export interface Step {
  name: 'name' | 'section' | 'staff' | 'article'
  isDone: boolean
}

/** As the migrations call a newsroom that nobody has named. */
const UNNAMED = 'Dateline'

/** Null where nothing is left to do. */
export async function listFirstSteps(db: Db): Promise<Step[] | null> {
  const done = await db
    .prepare(
      `SELECT (SELECT name <> ? FROM settings) AS name, EXISTS (SELECT 1 FROM sections) AS section,
         (SELECT count(*) > 1 FROM staff WHERE left_at IS NULL) AS staff, EXISTS (SELECT 1 FROM articles) AS article`,
    )
    .bind(UNNAMED)
    .first<Record<Step['name'], number>>()
  const steps = (['name', 'section', 'staff', 'article'] as const).map((name) => ({ name, isDone: done?.[name] === 1 }))
  return steps.every(({ isDone }) => isDone) ? null : steps
}
