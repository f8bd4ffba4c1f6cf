import type { RequestHandler } from "express"
import type { ResolvedAccount } from "../account"
import { QPayFailure, systemBusy } from "../errors"
import { doesWork, nextFault, type Endpoint } from "../faults"
import { authenticate } from "../tokens"
import { asBody, type Body } from "../validation"
import type { World } from "../world"
import { endCall, startCall } from "./call-log"
import { faultyAnswer, holdBack } from "./faulty-answer"

export interface Asked {
  body: Body
  params: Record<string, string | undefined>
  authorization: string | undefined
}

export interface Answered {
  status?: number
  /** A text goes out as HTML, everything else as JSON. */
  body: unknown
  headers?: Record<string, string>
  /** Runs once the answer is on its way. */
  after?: () => void
}

type Handler<Extra = unknown> = (asked: Asked & Extra) => Answered | Promise<Answered>

/** An endpoint that wants a valid access token. */
export function guarded(world: World, name: Endpoint, handler: Handler<{ account: ResolvedAccount }>): RequestHandler {
  return open(world, name, (asked) => handler({ ...asked, account: authenticate(world, asked.authorization) }))
}

/** One endpoint of QPay: logs the call, lets a waiting fault spoil it, answers. */
export function open(world: World, name: Endpoint, handler: Handler): RequestHandler {
  return async (request, response) => {
    const call = startCall(world, name, request)
    const fault = nextFault(world.state, name)
    call.record.fault = fault?.kind ?? null

    const asked = { body: asBody(request.body), params: request.params, authorization: request.get("authorization") }
    const worked = fault && !doesWork(fault) ? undefined : await run(world, () => handler(asked))
    const answer = fault ? faultyAnswer(world, name, fault, worked) : worked
    if (fault?.kind === "slow") {
      await holdBack(fault)
    }

    endCall(world, call, answer?.status ?? (answer ? 200 : null))
    if (!answer) {
      request.socket.destroy()
    } else {
      response.status(answer.status ?? 200).set(answer.headers ?? {})
      if (typeof answer.body === "string") {
        response.send(answer.body)
      } else {
        response.json(answer.body)
      }
    }
    if (worked?.after) {
      setImmediate(worked.after)
    }
  }
}

async function run(world: World, work: () => Answered | Promise<Answered>): Promise<Answered> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof QPayFailure) {
      return { status: error.status, body: error.body }
    }
    world.log(`simulator error: ${error instanceof Error ? error.message : String(error)}`)
    return { status: 500, body: systemBusy().body }
  }
}
