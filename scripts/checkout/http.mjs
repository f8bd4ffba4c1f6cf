/** A JSON API under one address. A refusal is an error that names the call and the reason. */
export function client(baseUrl, headers = {}) {
  return async (method, path, body) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return text ? JSON.parse(text) : null
  }
}
