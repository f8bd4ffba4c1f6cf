// node -r ts-node/register src/scripts/make-store.ts
// Tables, links, demo store and admin user in one process. `medusa db:migrate` and `medusa exec` would load Medusa twice.
import { MedusaAppLoader, Migrator } from "@medusajs/framework"
import { LinkLoader } from "@medusajs/framework/links"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, getResolvedPlugins, mergePluginModules } from "@medusajs/framework/utils"
import load, { initializeContainer } from "@medusajs/medusa/loaders/index"
import express from "express"
import { Client } from "pg"
import seed from "./seed-demo"

const directory = process.cwd()

/** What `medusa db:migrate --skip-scripts` does, and nothing is asked: only a new link table is made. */
async function migrate(container: MedusaContainer): Promise<void> {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const plugins = await getResolvedPlugins(directory, config, true)
  mergePluginModules(config, plugins, directory)
  const folders = plugins.map((plugin) => `${plugin.resolve}/links`)
  await new LinkLoader(folders, container.resolve(ContainerRegistrationKeys.LOGGER)).load()

  await new Migrator({ container }).ensureMigrationsTable()
  const app = new MedusaAppLoader()
  await app.runModulesMigrations({ action: "run" })
  const planner = await app.getLinksExecutionPlanner()
  const plan = await planner.createPlan()
  await planner.executePlan(plan.filter(({ action }) => action === "create" || action === "update"))
  MedusaModule.clearInstances()
}

/** PostgreSQL makes every new database from `template1`: here with the tables. It copies only what nobody is connected to. */
async function shareTables(container: MedusaContainer): Promise<void> {
  const pool = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await pool.destroy()
  const url = new URL(process.env.DATABASE_URL as string)
  const source = url.pathname.slice(1)
  url.pathname = "/postgres"
  const client = new Client({ connectionString: url.href })
  await client.connect()
  await client.query("ALTER DATABASE template1 IS_TEMPLATE false")
  await client.query("DROP DATABASE template1")
  await client.query(`CREATE DATABASE template1 TEMPLATE "${source}" IS_TEMPLATE true`)
  await client.end()
  pool.initialize()
}

async function main(): Promise<void> {
  // Only a server without background work: nothing of the store runs yet.
  process.env.MEDUSA_WORKER_MODE = "server"
  const container = await initializeContainer(directory)
  await migrate(container)
  if (process.env.DEMO_SHARE_TABLES) await shareTables(container)
  const { container: store } = await load({ directory, expressApp: express(), skipLoadingEntryPoints: true })
  await seed({ container: store, args: [] })
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error)
    process.exit(1)
  }
)
