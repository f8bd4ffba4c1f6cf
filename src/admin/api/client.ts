import Medusa from "@medusajs/js-sdk"

// Medusa's admin build puts the store's own settings in place of these names; an older one leaves some out.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

/** Talks to the server that this admin belongs to, logged in the way the dashboard is (cookie or JWT). */
const sdk = new Medusa({
  baseUrl: (typeof __BACKEND_URL__ === "string" && __BACKEND_URL__) || "/",
  auth: {
    type: (typeof __AUTH_TYPE__ === "string" && __AUTH_TYPE__) || "session",
    jwtTokenStorageKey: (typeof __JWT_TOKEN_STORAGE_KEY__ === "string" && __JWT_TOKEN_STORAGE_KEY__) || undefined,
  },
})

/** @throws Error with the server's own sentence */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return sdk.client.fetch<T>(path, { signal })
}

/** @throws Error with the server's own sentence */
export function post<T>(path: string, body?: object): Promise<T> {
  return sdk.client.fetch<T>(path, { method: "POST", body })
}

/** Saves an answer as a file. Not a plain link: that would carry no JWT, and a refusal would replace the page. */
export async function download(path: string, name: string): Promise<void> {
  const answer = await sdk.client.fetch<Response>(path, { headers: { accept: "text/csv" } })
  const address = URL.createObjectURL(await answer.blob())
  const link = Object.assign(document.createElement("a"), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
