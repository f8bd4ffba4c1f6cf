import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import QPayProviderService from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [QPayProviderService] })

export type { QPayProviderOptions } from "./options"
export type { PublicSessionData } from "./session-data"
