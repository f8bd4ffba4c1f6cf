// Runs in every spec file before it imports anything.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")
const { environment } = require("./environment")

// Entities of the spec file before this one, in the same process, would clash with those of this one.
MetadataStorage.clear()

// Not only when unset: a developer's own .env with a real merchant must never reach a test.
Object.assign(process.env, environment(Number(process.env.JEST_WORKER_ID)))

// Medusa tells at length how it starts; LOG_LEVEL=info shows it again.
process.env.LOG_LEVEL ??= "error"
