// Opens a page of another origin that holds the client, and runs it there.
import { baseUrl, browse } from "./session.mjs";

await browse(async (page) => {
  const answer = await page.goto(process.env.PAGE_URL);
  const policy = answer.headers()["content-security-policy"];
  // the policy holds: a text does not become code
  const evaluated = await page.evaluate(() => {
    const tag = document.createElement("script");
    tag.textContent = "globalThis.inline = true";
    document.head.append(tag);
    return globalThis.inline === true;
  });
  const facts = await page.evaluate(([url, token]) => globalThis.runClient(url, token), [baseUrl, process.env.TOKEN]);
  return { ...facts, policy, evaluated };
}, [baseUrl, process.env.PAGE_URL]);
