import QPayProviderService from "../service"

const options = {
  username: "SHOP",
  password: "a-secret-password",
  invoiceCode: "SHOP_INVOICE",
  callbackUrl: "https://shop.example.mn/webhooks/qpay",
  environment: "sandbox" as const,
}

describe("the provider without its plugin", () => {
  const provider = (modules: Record<string, unknown>) => {
    const logger = { error: jest.fn() }
    return new QPayProviderService({ logger, __pg_connection__: {}, configModule: { modules } } as never, options)
  }
  const initiate = (modules: Record<string, unknown>) =>
    provider(modules).initiatePayment({ amount: 17000, currency_code: "mnt", data: { session_id: "payses_1" } })

  it("shows no QR, since nobody would hear its callback, and names the missing line", async () => {
    await expect(initiate({ payment: {} })).rejects.toThrow('add { resolve: "medusa-payment-qpay"')
  })

  it("goes on to the ledger when the plugin is there", async () => {
    await expect(initiate({ payment: {}, qpay: {} })).rejects.toThrow("Something failed in the store")
  })
})
