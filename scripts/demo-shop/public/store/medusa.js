import Medusa from "@medusajs/js-sdk"
import { config } from "../config.js"

/** Medusa's store API through its own SDK. */
export const sdk = new Medusa({ baseUrl: config.storeUrl, publishableKey: config.publishableKey })
