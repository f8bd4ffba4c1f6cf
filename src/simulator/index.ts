import type { AddressInfo } from "node:net"
import { resolveAccounts, SANDBOX_ACCOUNT, type Account } from "./account"
import { createApp } from "./app"
import { createCallbackSender } from "./callbacks"
import { reset } from "./control"
import { createRandom } from "./random"
import { type Settings, settingsSchema } from "./settings"
import { createState, type State } from "./state"
import type { World } from "./world"

export { SANDBOX_ACCOUNT, type Account } from "./account"
export type { Endpoint, Fault, FaultKind } from "./faults"
export type { CallbackMode, Settings } from "./settings"
export type { Call, CallbackAttempt, Invoice, InvoiceStatus, Payment, PaymentType, State } from "./state"

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /** Loopback by default: whoever reaches the simulator can make it do anything. */
  host?: string
  /** What short links begin with, when customers reach the simulator under another address. */
  publicUrl?: string
  /** By default QPay's public sandbox account. */
  accounts?: Account[]
  /** Makes ids reproducible. `reset` does not rewind them: a shop may still remember the old ones. */
  seed?: number
  /** How it behaves at the start and after each reset, where not by default. */
  settings?: Partial<Settings>
  now?: () => Date
  log?: (line: string) => void
}

export interface Simulator {
  /** Without a slash at the end: the base URL to give to a shop. */
  readonly url: string
  readonly port: number
  /** For tests to look into. */
  readonly state: State
  /** Forgets invoices, payments, tokens, faults, settings and records. */
  reset(): void
  /** Stops listening and hangs up on everyone. */
  close(): Promise<void>
}

/** Starts a QPay that speaks like the real one and takes orders under /_sim. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1", accounts = [SANDBOX_ACCOUNT], now = () => new Date(), log = () => {} } = options
  const random = createRandom(options.seed)
  const settings = settingsSchema.partial().parse(options.settings ?? {})
  const state = createState(resolveAccounts(accounts, random), settings)
  const world: World = { state, random, now, log, callbacks: createCallbackSender(state, now, log), publicUrl: "" }

  const server = createApp(world).listen(port, host)
  await new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject))
  const address = server.address() as AddressInfo
  const url = `http://${reachableHost(address)}:${address.port}`
  world.publicUrl = (options.publicUrl ?? url).replace(/\/+$/, "")

  return {
    url,
    port: address.port,
    state,
    reset: () => void reset(world),
    close() {
      world.callbacks.abort()
      if (!server.listening) {
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      })
    },
  }
}

function reachableHost({ address, family }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") {
    return "127.0.0.1"
  }
  return family === "IPv6" ? `[${address}]` : address
}
