import { client } from "./client"
import { endpoints } from "./endpoints"
import { ledger } from "./ledger"
import type { Mutation } from "./mutation"
import { provider } from "./provider"
import { settlement } from "./settlement"

export { mutate, type Mutation } from "./mutation"

/** All mutations, by area. */
export const AREAS: Record<string, Mutation[]> = { settlement, ledger, provider, client, endpoints }
