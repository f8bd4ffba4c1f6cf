import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { ledgerOf } from "../settlement/sale"
import type { ReachOutcome } from "./callback-url"
import { isProbeAnswer, newNonce, probeAnswer, probeKey, readProbe, signedProbe } from "./probe"

const PATIENCE_MS = 8_000

/** Knocks at a callback URL as QPay would, and tells who opens. @throws when the ledger cannot be written */
export async function reach(container: MedusaContainer, url: string): Promise<ReachOutcome> {
  const key = keyOf(container)
  const { pulses } = ledgerOf(container)
  const nonce = newNonce()
  await pulses.beginProbe(nonce)
  try {
    return await ask(url, key, nonce)
  } finally {
    await pulses.endProbe(nonce)
  }
}

/** The door's side. @returns what to answer, or null for the ordinary answer: no probe, a forged or an old one */
export async function answerProbe(container: MedusaContainer, value: unknown): Promise<string | null> {
  const key = keyOf(container)
  const nonce = readProbe(key, value)
  if (!nonce) return null
  const waiting = await ledgerOf(container)
    .pulses.isProbeUnderWay(nonce)
    .catch(() => false)
  return waiting ? probeAnswer(key, nonce) : null
}

async function ask(url: string, key: Buffer, nonce: string): Promise<ReachOutcome> {
  const target = new URL(url)
  target.searchParams.set("probe", signedProbe(key, nonce))
  try {
    const answer = await fetch(target, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) })
    if (answer.status >= 300 && answer.status <= 399) return { kind: "redirect", status: answer.status }
    const ours = answer.ok && isProbeAnswer(key, nonce, await answer.text())
    return ours ? { kind: "ours" } : { kind: "stranger", status: answer.status }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: unknown } }
    if (name === "TimeoutError") return { kind: "silent" }
    return { kind: "unreachable", why: typeof cause?.code === "string" ? cause.code : name }
  }
}

function keyOf(container: MedusaContainer): Buffer {
  const { http } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
  return probeKey([http.jwtSecret, http.cookieSecret])
}
