// node -r ts-node/register scripts/start/admin-bundle.mjs
// The admin as `medusa build --admin-only` makes it, without the types and the lint of the backend before it.
import * as bundler from "@medusajs/admin-bundler"
import { ContainerRegistrationKeys, getResolvedPlugins } from "@medusajs/framework/utils"
import { initializeContainer } from "@medusajs/medusa/loaders/index"

const directory = process.cwd()
const container = await initializeContainer(directory, { skipDbConnection: true, throwOnValidationError: false })
const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
const plugins = await getResolvedPlugins(directory, config, true)
const admins = (type) => plugins.filter(({ admin }) => admin?.type === type).map(({ admin }) => admin.resolve)

await bundler.build({
  ...config.admin,
  disable: false,
  sources: admins("local"),
  plugins: admins("package"),
  outDir: ".medusa/admin",
})
process.exit()
