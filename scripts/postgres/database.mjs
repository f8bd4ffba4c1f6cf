// The few statements the scripts need before Medusa is there to talk to a database.
async function connect(url) {
  const { default: pg } = await import("pg") // not at the top: this file is read before node_modules exists
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  return client
}

async function withClient(url, work) {
  const client = await connect(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Medusa waits silently for a database that does not answer, so it is asked here first. */
export async function mustAnswer(url) {
  try {
    await withClient(url, (client) => client.query("select 1"))
  } catch (error) {
    const place = new URL(url)
    throw new Error(
      `DATABASE_URL does not work: ${error.message || error.code} (host ${place.hostname}, port ${place.port || 5432}, ` +
        `database ${place.pathname.slice(1)}, user ${place.username}). Correct it, or unset it to use the PostgreSQL that comes with npm.`
    )
  }
}

/** A database with a Medusa in it that the demo did not make: somebody's store. */
export async function isSomebodysStore(url) {
  if (Object.keys(await readNotes(url)).length > 0) return false
  const sql = "select to_regclass('store') is not null and to_regclass('mikro_orm_migrations') is not null as found"
  return withClient(url, async (client) => (await client.query(sql)).rows[0].found)
}

export async function hasDatabase(adminUrl, name) {
  const sql = "select 1 from pg_database where datname = $1"
  return withClient(adminUrl, async (client) => (await client.query(sql, [name])).rowCount > 0)
}

/** @param template "template0" has no tables, even on a server that shares its tables with each new database */
export async function ensureDatabase(adminUrl, name, template = "template1") {
  if (await hasDatabase(adminUrl, name)) return
  await query(adminUrl, (quote) => `create database ${quote(name)} template ${quote(template)}`)
}

/** `statement` gets a function that quotes a name. */
export async function query(url, statement) {
  return withClient(url, (client) => client.query(statement((name) => client.escapeIdentifier(name))))
}

/** A new database with everything that `template` holds. Nobody may be connected to `template`. */
export const copyDatabase = (adminUrl, template, name) =>
  query(adminUrl, (quote) => `create database ${quote(name)} template ${quote(template)}`)

export const renameDatabase = (adminUrl, from, to) =>
  query(adminUrl, (quote) => `alter database ${quote(from)} rename to ${quote(to)}`)

/** Notes that live and die with the database itself (its comment): which migrations and demo data it has. */
export async function readNotes(url) {
  return withClient(url, async (client) => {
    const sql =
      "select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()"
    const { note } = (await client.query(sql)).rows[0]
    try {
      return JSON.parse(note)?.qpayDemo ?? {}
    } catch {
      return {}
    }
  })
}

export async function writeNotes(url, notes) {
  await withClient(url, async (client) => {
    const { rows } = await client.query("select current_database() as name")
    const value = client.escapeLiteral(JSON.stringify({ qpayDemo: notes }))
    await client.query(`comment on database ${client.escapeIdentifier(rows[0].name)} is ${value}`)
  })
}
