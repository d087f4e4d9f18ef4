/** Which tables there are, as worker/schema.ts has them, so that a new one cannot be forgotten. */
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../worker/schema.ts'

export interface Table {
  name: string
  /** With `rowid` where no column is one: what has no number of its own is listed in the order in which it came. */
  columns: string[]
  /** Columns that name a row of the same table, which may come later. */
  own: string[]
  /** Tables that its rows name rows of. */
  needs: string[]
}

/** What is not exported, and why nothing is missed. */
export const LEFT_OUT: Record<string, string> = {
  purge_calls: 'how often one account has asked its cache to forget, in the last hour',
  heartbeats: 'when one deployment last did the work of a minute',
}

/** Those that a newsroom has rows in before anybody wrote anything: a restore puts its own in their place. */
export const FROM_THE_FIRST_DAY = ['settings', 'sections', 'staff', 'address_salts', 'purge_calls', 'heartbeats']

/** In an order in which each needs only those before it. */
export const TABLES: Table[] = inOrder(allTables().filter(({ name }) => !(name in LEFT_OUT)))

export function tableOf(name: string): Table {
  const table = TABLES.find((one) => one.name === name)
  if (!table) throw new Error(`worker/schema.ts has no table ${name}`)
  return table
}

function allTables(): Table[] {
  return Object.values(schema as Record<string, unknown>)
    .filter((one) => is(one, SQLiteTable))
    .map((one) => {
      const { name, columns, foreignKeys } = getTableConfig(one as SQLiteTable)
      const isNumbered = columns.some((column) => column.primary && column.getSQLType() === 'integer')
      const names = columns.map((column) => column.name)
      const leads = foreignKeys.map((key) => {
        const { columns: from, foreignTable } = key.reference()
        return { from: from.map((column) => column.name), to: getTableConfig(foreignTable as SQLiteTable).name }
      })
      return {
        name,
        columns: isNumbered ? names : ['rowid', ...names],
        own: leads.filter(({ to }) => to === name).flatMap(({ from }) => from),
        needs: leads.filter(({ to }) => to !== name).map(({ to }) => to),
      }
    })
}

function inOrder(tables: Table[]): Table[] {
  const placed: Table[] = []
  const place = (table: Table) => {
    if (placed.includes(table)) return
    for (const name of table.needs) {
      const needed = tables.find((one) => one.name === name)
      if (needed) place(needed)
    }
    placed.push(table)
  }
  for (const table of tables) place(table)
  return placed
}
