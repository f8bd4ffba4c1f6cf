import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { passwordIn } from "./redaction"

/** What must stand in no line, wherever its text came from: Medusa's own secrets and the passwords in addresses. */
export function secretsOf(container: MedusaContainer): string[] {
  const { databaseUrl, redisUrl, http } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
  const addresses = [databaseUrl, redisUrl].filter((url) => typeof url === "string")
  return [...addresses, ...addresses.flatMap(passwordIn), http.jwtSecret, http.cookieSecret].filter(
    (secret): secret is string => typeof secret === "string" && secret !== ""
  )
}
