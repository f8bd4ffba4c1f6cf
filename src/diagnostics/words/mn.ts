import type { UrlProblem, Words } from "./en"
import { span } from "./span"

// Checks are called what Medusa admin calls them in Mongolian: this is read there.

const UNITS = { day: "хоног", hour: "цаг", minute: "минут", second: "секунд" }
const BEFORE = { day: "хоногийн", hour: "цагийн", minute: "минутын", second: "секундын" }

function time(seconds: number): string {
  const { count, unit } = span(seconds)
  return `${count} ${UNITS[unit]}`
}

function ago(seconds: number): string {
  const { count, unit } = span(seconds)
  return `${count} ${BEFORE[unit]} өмнө`
}

const lastRun = (age: number | null) => (age === null ? "Нэг ч удаа дуустал ажиллаагүй" : `Сүүлд ${ago(age)} ажилласан`)

const lastCallback = (age: number | null) =>
  age === null ? "Мэдэгдэл нэг ч удаа ирээгүй" : `Сүүлийн мэдэгдэл ${ago(age)} ирсэн`

const inMemory = (because: string) => `Энэ серверийн санах ойд байгаа ч хэд хэдэн сервертэй бололтой (${because})`

const URL_PROBLEMS: Record<UrlProblem, string> = { not_https: "https биш", not_public: "нийтэд нээлттэй хаяг биш" }

const badUrl = (at: string, problems: readonly UrlProblem[]) =>
  `${at}: ${problems.map((problem) => URL_PROBLEMS[problem]).join(", ")}`

const DATABASE_FIX = "PostgreSQL-ийг асаана уу, эсвэл DATABASE_URL-ыг засна уу"
const CALLBACK_URL_FIX =
  "QPAY_CALLBACK_URL-д энэ серверийн нийтэд нээлттэй https хаягийг бичнэ үү. Төгсгөл нь /webhooks/qpay байна"
const INVOICE_CODE_FIX = "QPAY_INVOICE_CODE-ыг засна уу. QPay-ийн и-мэйлд, нэвтрэх нэрийн хажууд бичсэн байгаа"
const RATE_FIX = "MNT валюттай бүс ашиглана уу, эсвэл ханшаа тохируулна уу: exchangeRates: { <валют>: <төгрөг> }"
const REDIS_LOCKING = "Medusa-гийн Redis түгжээг ашиглана уу (@medusajs/medusa/locking-redis)"

/** The Mongolian sentences. */
export const mn: Words = {
  any: {
    again: "Дахин шалгана уу. Болохгүй бол логийг харна уу",
    too_late: (seconds) => `${seconds} секундэд хариу ирсэнгүй`,
    broken: (why) => `Шалгалт өөрөө алдаатай дууссан: ${why}`,
    needs_ledger: 'QPay-ийн бүртгэл хэрэгтэй: "Өгөгдлийн сангийн хүснэгт" шалгалтыг харна уу',
  },

  boot: {
    stopped: (why) => ({
      found: `Дэлгүүр асахгүй байна: ${why ?? "шалтгаан нь тодорхойгүй"}`,
      fix: "`npx medusa start` ажиллуулж, юу гэж хэлэхийг нь харна уу",
    }),
  },
  database: {
    fine: "Хариу өгч байна",
    away: (why) => ({ found: `Өгөгдлийн сантай холбогдож чадсангүй: ${why}`, fix: DATABASE_FIX }),
    fix: DATABASE_FIX,
  },
  tables: {
    needs_database: "Өгөгдлийн сан хэрэгтэй",
    no_plugin: {
      found: "Залгаас өөрөө ачаалагдаагүй тул QPay-ийн мэдэгдлийг хүлээж авахгүй",
      fix: 'medusa-config дахь plugins-д { resolve: "medusa-payment-qpay", options: {} } нэмнэ үү',
    },
    fine: (count) => `${count} хүснэгт, бүх баганатайгаа`,
    missing: (names) => ({ found: `Дутуу байна: ${names}`, fix: "`npx medusa db:migrate` ажиллуулна уу" }),
  },
  version: {
    unknown: "Тодорхойлох боломжгүй",
    not_from_here: "Medusa-гийн хувилбарыг эндээс тодорхойлох боломжгүй",
    fine: (installed) => `Medusa-гийн хувилбар ${installed}`,
    outside: (installed, range) => ({
      found: `Medusa ${installed} байна. Энэ залгаас ${range} хувилбарт зориулагдсан`,
      fix: `@medusajs/medusa@${range} суулгаж, Medusa-гийн бусад багцыг мөн тэр хувилбартай болгоно уу. Эсвэл залгаасын тохирох хувилбарыг суулгана уу`,
    }),
  },

  options: {
    fine: "Бүрэн, хоорондоо зөрчилгүй",
    none: {
      found: "medusa-config-д QPay-ийн бичлэг алга",
      fix: "Төлбөрийн модулийн providers-т medusa-payment-qpay/providers/qpay гэсэн resolve-той бичлэг нэмнэ үү",
    },
    unbuildable: (why) => ({
      found: `Medusa үүнийг ачаалж чадсангүй: ${why}`,
      fix: "medusa-config дахь бичлэгийг нь засна уу",
    }),
    refused: (why) => ({ found: `Тохиргоонд алдаа байна: ${why}`, fix: "medusa-config, эсвэл .env дотор засна уу" }),
  },
  environment: {
    known: (name, host) => `QPay-ийн ${name === "production" ? "жинхэнэ" : "туршилтын"} орчин (${host})`,
    other: (host) => `${host} нь QPay-ийн жинхэнэ ч, туршилтын ч орчин биш`,
    contradicted: (environment, where) => ({
      found: `environment нь "${environment}" боловч baseUrl-ыг дагаж байна: ${where}`,
      fix: "environment, baseUrl (QPAY_BASE_URL хувьсагч) хоёрын нэгийг хасна уу",
    }),
    no_money: (where) => ({
      found: `NODE_ENV нь production боловч QPay нь жинхэнэ биш: ${where}. Банкны аппаар төлөх боломжгүй`,
      fix: 'Жинхэнэ төлбөр авахын тулд environment: "production" болгож, түүний нэвтрэх нэр, нууц үгийг тавиад baseUrl-ыг (QPAY_BASE_URL хувьсагч) хасна уу',
    }),
  },
  credentials: {
    fine: "Нэвтрэх нэр, нууц үг зөв байна",
    refused: {
      found: "QPay нэвтрүүлсэнгүй: нэвтрэх нэр, эсвэл нууц үг буруу байна",
      fix: "QPAY_USERNAME, QPAY_PASSWORD-ыг засна уу. Хоёулаа QPay-ийн и-мэйлд бий. Жинхэнэ, туршилтын орчных нь өөр өөр байдаг",
    },
    not_asked: (why) => ({
      found: `QPay-ээс асууж чадсангүй: ${why}`,
      fix: "Энэ сервер QPay-ийн хаягтай холбогдож чадаж байгаа эсэхийг (сүлжээ, галт хана, baseUrl) үзээд дахин шалгана уу",
    }),
  },
  invoice_code: {
    needs_qpay: 'QPay-ийн хариу хэрэгтэй: "QPay нэвтрэлт" шалгалтыг харна уу',
    issued: (day) => `QPay энэ кодоор нэхэмжлэх үүсгэсэн: ${day.replaceAll("-", ".")}`,
    listed: "QPay-ийн жагсаалтад энэ кодын төлбөр байна",
    unproven:
      "Энэ кодоор QPay төлбөрийн жагсаалт өгсөн ч код зөв эсэх нь нэхэмжлэх үүсгэж үзэхэд л батлагдана: `npx medusa-payment-qpay doctor --live` ажиллуулна уу",
    refused: (why) => ({
      found: `QPay энэ хэрэглэгчид нэхэмжлэхийн кодыг ашиглахыг зөвшөөрсөнгүй: ${why}`,
      fix: INVOICE_CODE_FIX,
    }),
    tried: "QPay ₮100-ийн нэхэмжлэх үүсгэсэн. Түүнийг шууд цуцаллаа",
    trial_failed: (why) => ({
      found: `QPay нэхэмжлэх үүсгэсэнгүй: ${why}`,
      fix: `${INVOICE_CODE_FIX}. Болохгүй бол QPay-ээс асууна уу`,
    }),
    trial_unknown: (why) => ({
      found: `QPay нэхэмжлэх үүсгэсэн эсэх нь тодорхойгүй: ${why}`,
      fix: "QPay-ийн мерчант хуудаснаас ₮100-ийн нээлттэй нэхэмжлэх хайж, байвал цуцална уу",
    }),
    left_open: (invoice) => ({
      found: `QPay ₮100-ийн нэхэмжлэх үүсгэсэн ч цуцалсныг нь баталгаажуулсангүй: ${invoice}`,
      fix: "QPay-ийн мерчант хуудаснаас цуцална уу. QR код нь хэнд ч очоогүй тул алдагдал гарахгүй",
    }),
  },
  clock: {
    needs_qpay: 'QPay цагаа хэлсэнгүй: "QPay нэвтрэлт" шалгалтыг харна уу',
    fine: "Энэ сервер, өгөгдлийн сангийн цаг QPay-ийн цагтай таарч байна",
    off: (whose, seconds, way) => ({
      found: `${whose === "server" ? "Энэ серверийн" : "Өгөгдлийн сангийн"} цаг QPay-ийн цагаас ${time(seconds)} ${way === "behind" ? "хоцорч" : "түрүүлж"} байна`,
      fix: "Цагийг нь NTP-ээр тааруулна уу (timedatectl set-ntp true). QPay нэвтрэлт, төлбөрийн жагсаалт цагаас хамаардаг",
    }),
  },
  callback_url: {
    unreachable: (at, problems) => ({
      found: `${badUrl(at, problems)}. QPay холбогдож чадахгүй`,
      fix: CALLBACK_URL_FIX,
    }),
    local: (at, problems) => ({
      found: `${badUrl(at, problems)}. Энэ компьютер дээрх симуляторт л тохирно, QPay холбогдож чадахгүй`,
      fix: CALLBACK_URL_FIX,
    }),
  },
  callback_reach: {
    needs_database: "Өгөгдлийн сан хэрэгтэй: дэлгүүрийн серверүүд түүгээр дамжуулж бие биеэ таньдаг",
    fine: (at) => `${at} хаяг энэ дэлгүүрийн серверт хүрч байна`,
    silent: (at, why) => ({
      found: `${at} хариу өгсөнгүй (${why ?? "хугацаа хэтэрсэн"})`,
      fix: `Серверээ асаана уу. Асаалттай бол QPAY_CALLBACK_URL, эсвэл серверийн урд байгаа прокси, галт хана, сертификатыг засна уу. Гаднаас \`curl ${at}\` хийхэд "QPay webhook endpoint is active" гэж хариулах ёстой`,
    }),
    redirected: (at, status) => ({
      found: `${at} өөр хаяг руу шилжүүлж байна (${status}). QPay түүнийг дагахгүй байж магадгүй`,
      fix: "QPAY_CALLBACK_URL-д эцэст нь хүрэх хаягийг (https, www-тэй эсвэл www-гүй) бичнэ үү",
    }),
    stranger: (at, status) => ({
      found: `${at} хаягт энэ дэлгүүрийн сервер биш, өөр зүйл хариулж байна (${status})`,
      fix: "QPAY_CALLBACK_URL-д энэ дэлгүүрийн өөрийнх нь хаягийг бичнэ үү. Хаяг зөв бол серверүүд нь залгаасын энэ хувилбартай, энэ өгөгдлийн сантай, ижил JWT_SECRET, COOKIE_SECRET-тэй байх ёстой",
    }),
  },
  region: {
    fine: (regions) => `Идэвхтэй бүс: ${regions}`,
    nowhere: (provider) => ({
      found: "Аль ч бүсэд идэвхжүүлээгүй тул худалдан авагчид харагдахгүй",
      fix: `MNT валюттай бүсэд ${provider}-г идэвхжүүлнэ үү (админ: Тохиргоо → Бүсүүд)`,
    }),
    unpayable: (regions) => ({
      found: `Зөвхөн QPay-ээр төлөх боломжгүй бүсэд идэвхтэй: ${regions}`,
      fix: RATE_FIX,
    }),
    partly: (regions) => ({
      found: `QPay-ээр төлөх боломжгүй бүсэд бас идэвхтэй: ${regions}`,
      fix: RATE_FIX,
    }),
    leftover: (regions) => ({
      found: `Бүсэд идэвхтэй ч (${regions}) medusa-config-д ийм бичлэг алга. Сонгосон худалдан авагчид алдаа гарна`,
      fix: "Бүсээс хасна уу (админ: Тохиргоо → Бүсүүд), эсвэл бичлэгт хуучин id-г нь буцааж өгнө үү",
    }),
  },

  modules: {
    redis: "Redis ашиглаж байна",
    postgres: "PostgreSQL ашиглаж байна",
    own: "Дэлгүүрийн өөрийн модуль",
    alone: "Энэ серверийн санах ойд байна: нэг серверт хангалттай",
    production: "NODE_ENV нь production",
    redis_url: "redisUrl тохируулсан",
    worker_mode: (mode) => `workerMode нь ${mode}`,
  },
  locking: {
    memory: (because) => ({
      found: `${inMemory(because)}. Хоёр сервер нэг сагсыг зэрэг захиалга болгож болзошгүй`,
      fix: `Хэд хэдэн сервертэй бол ${REDIS_LOCKING}`,
    }),
    postgres: {
      found: "PostgreSQL-д байна. Унасан серверийн түгжээг хэзээ ч тайлдаггүй тул сагс түгжээтэй үлдэж болзошгүй",
      fix: REDIS_LOCKING,
    },
  },
  event_bus: {
    memory: (because) => ({
      found: `${inMemory(because)}. Үйл явдал ганц серверт хүрч, тэр сервер унтрахад алга болно`,
      fix: "Medusa-гийн Redis-т суурилсан үйл явдлын сувгийг ашиглана уу (@medusajs/medusa/event-bus-redis)",
    }),
  },
  workflows: {
    memory: (because) => ({
      found: `${inMemory(because)}. Сервер унтрахад хийгдэж байсан ажил тасарна`,
      fix: "Medusa-гийн Redis-т суурилсан ажлын урсгалын модулийг ашиглана уу (@medusajs/medusa/workflow-engine-redis)",
    }),
  },
  caching: {
    alone: "QPay нэвтрэлт зөвхөн энэ серверт байна: нэг серверт хангалттай",
    not_shared: (because) => ({
      found: `Хэд хэдэн сервертэй бололтой (${because}) ч QPay нэвтрэлтийг хуваалцахгүй байна. Сервер бүр тусдаа нэвтэрч, бие биенийхээ нэвтрэлтийг хүчингүй болгож болзошгүй`,
      fix: "Хэд хэдэн сервертэй бол Medusa-гийн кэшийн модулийг Redis-тэй тохируулна уу (@medusajs/medusa/caching)",
    }),
  },

  job: {
    busy: (age) => lastRun(age),
    idle: (age) => `Нээлттэй, эсвэл шалгах ёстой нэхэмжлэх алга. ${lastRun(age)}`,
    still: (age) => ({
      found: `Нээлттэй, эсвэл шалгах ёстой нэхэмжлэх байхад qpay-reconcile зогссон байна. ${lastRun(age)}`,
      fix: "MEDUSA_WORKER_MODE нь shared эсвэл worker сервер ажиллуулж, логоос нь `[qpay] reconcile stopped` гэж хайна уу",
    }),
    never_listed: (providers) => ({
      found: `reconcileEverySeconds нь 0 (${providers}) тул алдагдсан мэдэгдэл алдагдсан хэвээр үлдэнэ`,
      fix: "reconcileEverySeconds-ийг хасна уу (өөрөө 60 болно), эсвэл 10-аас багагүй болгоно уу",
    }),
  },
  backlog: {
    fine: "Хэтэрхий удаан хүлээсэн зүйл алга",
    behind: (overdue, unanswered) => ({
      found: [
        overdue !== null && `Нэхэмжлэхийг шалгах хугацаа ${time(overdue)} хэтэрсэн`,
        unanswered !== null && `QPay-ийн мэдэгдлийг ${time(unanswered)} шалгаагүй байна`,
      ]
        .filter(Boolean)
        .join(". "),
      fix: "Логоос `[qpay] reconcile` гэж хайна уу. QPay хариу өгөхгүй байж, эсвэл нэхэмжлэхийг үүсгэсэн бичлэг medusa-config-оос хасагдсан байж магадгүй",
    }),
  },
  callbacks: {
    no_payments: (age) => `Нэг минутаас өмнө хийгдсэн, дүгнэлт гаргах төлбөр хараахан алга. ${lastCallback(age)}`,
    told: (payments, announced, foundFirst, age) => ({
      found: `Сүүлийн ${payments} төлбөр: мэдэгдэл ирсэн нь ${announced}, мэдэгдлээр хамгийн түрүүнд мэдсэн нь ${foundFirst}. ${lastCallback(age)}`,
      fix: '"Мэдэгдэл дэлгүүрт хүрэх эсэх" шалгалтыг харна уу. Тэр хэвийн бол QPay-ийн мэдэгдэл хаагдаж байгаа эсэхийг QPay-ээс асууна уу: серверийн галт хана, робот шалгагч GET /webhooks/qpay хүсэлтийг нэвтрүүлэх ёстой',
    }),
  },
  attention: {
    fine: "Жагсаалт хоосон",
    open: (count, stake) => ({
      found: `Нээлттэй ${count} мөр, нийт ${stake}`,
      fix: "QPay → Анхаарах шаардлагатай хэсгийг нээж, мөр бүрийг шийднэ үү",
    }),
  },
}
