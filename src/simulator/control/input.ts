import type { Request, RequestHandler, Response } from "express"
import type { z } from "zod"
import type { Invoice } from "../state"
import type { World } from "../world"

/** A control call that cannot be done: says which field is to blame. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly field: string | null,
    message: string,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message)
  }
}

/** A control route: what the function returns goes out as JSON, what it throws as `{ error, field, ... }`. */
export function control(handle: (request: Request) => unknown): RequestHandler {
  return async (request: Request, response: Response) => {
    try {
      response.json(await handle(request))
    } catch (error) {
      const known = error instanceof ControlError ? error : new ControlError(500, null, String(error))
      response.status(known.status).json({ error: known.message, field: known.field, ...known.details })
    }
  }
}

export function readInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body ?? {})
  if (result.success) {
    return result.data
  }
  const issue = result.error.issues[0]
  const field = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".")
  throw new ControlError(400, field || "body", `${field || "body"}: ${issue?.message ?? "invalid"}`)
}

export interface InvoiceReference {
  invoice_id?: string | undefined
  sender_invoice_no?: string | undefined
}

/** By id or by the shop's number; of several with one number the newest open one, else the newest. */
export function findInvoice(world: World, reference: InvoiceReference): Invoice {
  const { invoice_id: id, sender_invoice_no: number } = reference
  if (id === undefined && number === undefined) {
    throw new ControlError(400, "invoice_id", "invoice_id: give invoice_id or sender_invoice_no")
  }
  if (id !== undefined) {
    const invoice = world.state.invoices.get(id)
    if (!invoice) {
      throw new ControlError(404, "invoice_id", "invoice_id: no such invoice")
    }
    return invoice
  }
  const matches = [...world.state.invoices.values()].filter((invoice) => invoice.senderInvoiceNo === number).reverse()
  const invoice = matches.find(({ status }) => status === "OPEN") ?? matches[0]
  if (!invoice) {
    throw new ControlError(404, "sender_invoice_no", "sender_invoice_no: no such invoice")
  }
  return invoice
}
