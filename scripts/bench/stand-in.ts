import {
  AbstractPaymentProvider,
  ModuleProvider,
  Modules,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import type { PaymentProviderInput, ProviderWebhookPayload, WebhookActionResult } from "@medusajs/framework/types"

/** Says "captured" to everything, at once and without a network: what is left is the cost of Medusa itself. */
class StandIn extends AbstractPaymentProvider {
  static override identifier = "standin"

  constructor(cradle: Record<string, unknown>, options: Record<string, unknown>) {
    super(cradle, options)
  }

  async initiatePayment() {
    return { id: "standin", data: {} }
  }
  async authorizePayment({ data }: PaymentProviderInput) {
    return { status: PaymentSessionStatus.CAPTURED, data: { ...data } }
  }
  async getPaymentStatus() {
    return { status: PaymentSessionStatus.CAPTURED }
  }
  async getWebhookActionAndData({ data }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const { session_id, amount } = data as { session_id: string; amount: number }
    return { action: PaymentActions.SUCCESSFUL, data: { session_id, amount } }
  }
  capturePayment = same
  updatePayment = same
  deletePayment = same
  cancelPayment = same
  refundPayment = same
  retrievePayment = same
}

async function same({ data }: PaymentProviderInput) {
  return { data: { ...data } }
}

export default ModuleProvider(Modules.PAYMENT, { services: [StandIn] })
