// One browser with one page: what asks for another origin is stopped and kept, and so is every fault of the page.
import { chromium } from "playwright-core";

export const baseUrl = process.env.BASE_URL;
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-proxy-server",
  // names are not even looked up
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/** Runs `visit(page, context, seen)` and prints what it gave as JSON, beside what went wrong. */
export async function browse(visit, allowed = [baseUrl]) {
  const context = await chromium.launchPersistentContext(process.env.PROFILE, {
    executablePath: process.env.CHROMIUM,
    args: FLAGS,
    chromiumSandbox: false,
    viewport: { width: 1280, height: 1000 },
  });
  const seen = { facts: {}, outside: [], faults: [], asked: [] };
  const origins = allowed.map((url) => new URL(url).host);
  const inside = (url) => /^(data|blob|about):/.test(url) || origins.includes(new URL(url).host);
  try {
    await context.route("**/*", (route) => {
      const url = route.request().url();
      seen.asked.push(url);
      if (inside(url)) return route.continue();
      seen.outside.push(url);
      return route.abort();
    });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(15_000);
    page.on("websocket", (socket) => {
      if (!inside(socket.url())) seen.outside.push(socket.url());
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) seen.faults.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => seen.faults.push(String(error)));
    seen.facts = await visit(page, context, seen);
  } catch (error) {
    console.error(JSON.stringify(seen, null, 2));
    throw error;
  } finally {
    await context.close();
  }
  console.log(JSON.stringify(seen));
}
