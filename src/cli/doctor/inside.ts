import { writeFileSync } from "node:fs"
import { container } from "@medusajs/framework"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils"
import { diagnose } from "../../diagnostics"
import type { Report } from "./report"

// Run by `medusa exec`, in the store's own process. Medusa reads this file before it boots, which is the only moment to
// take care that a boot that fails is heard.

const { QPAY_DOCTOR_REPORT: file } = process.env

function report(what: Report): void {
  if (file) writeFileSync(file, JSON.stringify(what), { mode: 0o600 })
}

/** Medusa waits for an absent database for minutes; the first refusal tells enough. */
async function watchDatabase(): Promise<void> {
  const { projectConfig } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const db = ModulesSdkUtils.createPgConnection({
    clientUrl: projectConfig.databaseUrl ?? "",
    schema: projectConfig.databaseSchema ?? "public",
    driverOptions: { ...projectConfig.databaseDriverOptions, pool: undefined },
  })
  db.client.pool.on("createFail", (_id: unknown, error: Error) => {
    report({ boot: `Failed to connect to the database: ${error.message}` })
    process.exit(1)
  })
  await db.raw("SELECT 1")
  await db.destroy()
}

/** Medusa tells its log why it cannot boot, in whatever form the store's log has, and ends. */
function hearBootFailure(): void {
  const logger = container.resolve<Logger>(ContainerRegistrationKeys.LOGGER)
  const { error: tell } = logger
  logger.error = (message, error) => {
    const text = [message, error].map((part) => (part instanceof Error ? part.message : String(part ?? ""))).join(": ")
    if (String(message).startsWith("Error running script"))
      report({ boot: text.replace(/^Error running script: /, "") })
    tell.call(logger, message, error)
  }
}

if (file) {
  void watchDatabase().catch(() => undefined)
  hearBootFailure()
}

export default async function inside({
  container: store,
  args,
}: {
  container: MedusaContainer
  args: string[]
}): Promise<void> {
  // `medusa exec` makes every process a server; what the store's servers are is told by the caller.
  const workerMode = process.env.QPAY_DOCTOR_WORKER_MODE || null
  report({ diagnostics: await diagnose(store, { live: args.includes("live"), workerMode }) })
}
