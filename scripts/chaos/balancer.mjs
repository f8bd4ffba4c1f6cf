// The one address of the shop: every request goes to any server that is up, as behind a load balancer.
import http from "node:http"

/** @param choose picks one of a list; @param servers with `up` and `port` */
export function startBalancer(port, servers, choose) {
  const agent = new http.Agent({ keepAlive: true })
  const balancer = http.createServer((request, response) => {
    const living = servers.filter(({ up }) => up)
    const server = living.length > 0 ? choose(living) : null
    if (!server) return refuse(response, 503)
    const { method, headers, url } = request
    const onward = http.request({ agent, host: "127.0.0.1", port: server.port, method, headers, path: url })
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.on("error", () => response.destroy())
      answer.pipe(response)
    })
    onward.on("error", () => refuse(response, 502))
    request.on("aborted", () => onward.destroy())
    request.pipe(onward)
  })
  return new Promise((resolve, reject) => {
    balancer.once("error", reject)
    balancer.listen(port, "127.0.0.1", () =>
      resolve({
        close() {
          balancer.close()
          balancer.closeAllConnections()
          agent.destroy()
        },
      })
    )
  })
}

function refuse(response, status) {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { "content-type": "text/plain" }).end("no server could answer")
}
