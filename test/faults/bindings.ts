/** The Worker's bindings, each of whose calls goes through the weather of a run. */
import type { Kind, Run } from './weather.ts'

/** D1, R2 and Images as they are; the rest is the seed's own. */
export function inWeather(env: Env, run: Run, own: Partial<Record<keyof Env | 'EMAIL', unknown>>): Env {
  return {
    ...env,
    ...own,
    DB: database(env.DB, run),
    MEDIA: bucket(env.MEDIA, run),
    IMAGES: images(env.IMAGES, run),
  } as Env
}

const KEPT = new WeakMap<object, { statement: D1PreparedStatement; sql: string }>()

function database(db: D1Database, run: Run): D1Database {
  const wrapped = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const ask =
      (how: 'first' | 'all' | 'run') =>
      (...column: unknown[]) =>
        run.through(kindOf(sql), `${how} ${brief(sql)}`, () =>
          (statement[how] as (...of: unknown[]) => Promise<unknown>)(...column),
        )
    const own = {
      bind: (...values: unknown[]) => wrapped(statement.bind(...values), sql),
      first: ask('first'),
      all: ask('all'),
      run: ask('run'),
    }
    KEPT.set(own, { statement, sql })
    return own as unknown as D1PreparedStatement
  }
  const batch = (statements: D1PreparedStatement[]) => {
    const kept = statements.map((one) => KEPT.get(one)).filter((one) => one !== undefined)
    const kind = kept.some(({ sql }) => kindOf(sql) === 'write') ? 'write' : 'read'
    const what = `batch of ${kept.length} ${brief(kept[0]?.sql ?? '')}`
    return run.through(kind, what, () => db.batch(kept.map(({ statement }) => statement)))
  }
  return { prepare: (sql: string) => wrapped(db.prepare(sql), sql), batch } as unknown as D1Database
}

function kindOf(sql: string): Kind {
  return /^\s*(?:SELECT|WITH)\b/i.test(sql) ? 'read' : 'write'
}

function brief(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim().slice(0, 70)
}

function bucket(media: R2Bucket, run: Run): R2Bucket {
  return {
    get: (key: string) => run.through('read', `R2 get ${key}`, () => media.get(key)),
    list: (options: R2ListOptions) => run.through('read', `R2 list ${options.prefix}`, () => media.list(options)),
    delete: (keys: string | string[]) => run.through('write', `R2 delete ${keys}`, () => media.delete(keys)),
    put: (key: string, value: ArrayBuffer, options: R2PutOptions) =>
      run.through('write', `R2 put ${key}`, () => media.put(key, value, options)),
  } as unknown as R2Bucket
}

type Made = ReturnType<ImagesBinding['input']>

function images(binding: ImagesBinding, run: Run): ImagesBinding {
  const wrapped = (made: Made): Made =>
    ({
      transform: (transform: ImageTransform) => wrapped(made.transform(transform)),
      output: (options: ImageOutputOptions) =>
        run.through('read', `Images ${options.format}`, () => made.output(options)),
    }) as unknown as Made
  return { input: (stream: ReadableStream<Uint8Array>) => wrapped(binding.input(stream)) } as unknown as ImagesBinding
}
