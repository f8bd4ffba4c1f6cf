/** Where the store is; written by server.mjs when the demo starts. */
export const config = await (await fetch("/config.json")).json()
