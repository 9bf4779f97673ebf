// /docs: renders offline, a click on a role logs in, calls carry the token, and log out ends that.
import { baseUrl, browse } from "./session.mjs";

/** Opens an operation, tries it with a body, and gives the status and what was sent. */
async function tryOut(page, operation, body) {
  const block = page.locator(`[id$="-${operation}"]`);
  if ((await block.locator(".try-out__btn").count()) === 0) await block.locator(".opblock-summary-control").click();
  const button = block.locator(".try-out__btn").first();
  if ((await button.innerText()) === "Try it out") await button.click();
  if (body !== undefined) await block.locator("textarea.body-param__text").fill(JSON.stringify(body));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes("/api/")),
    block.locator("button.execute").click(),
  ]);
  await block.locator(".live-responses-table .response-col_status").first().waitFor();
  const authorization = await answer.request().headerValue("authorization");
  return { status: answer.status(), bearer: authorization?.startsWith("Bearer ") ?? false };
}

await browse(async (page) => {
  const answer = await page.goto(`${baseUrl}/docs`);
  await page.locator(".opblock").first().waitFor();
  await page.locator(".login button:not(:disabled)").first().waitFor();
  const facts = {
    policy: answer.headers()["content-security-policy"],
    title: await page.locator(".info .title").innerText(),
    operations: await page.locator(".opblock").count(),
    buttons: await page.locator(".login button").allInnerTexts(),
  };
  await page.screenshot({ path: process.env.LOADED });
  const state = page.locator("#login-state");
  facts.before = await state.innerText();
  facts.stranger = await tryOut(page, "list_authors");

  await page.getByRole("button", { name: "get-authors", exact: true }).click();
  await page.locator(".login button[aria-pressed=true]").waitFor();
  facts.acting = await state.innerText();
  facts.reader = await tryOut(page, "list_authors");
  facts.forbidden = await tryOut(page, "create_author", { name: "Jane Austen" });
  await page.screenshot({ path: process.env.LOGGED_IN });

  await page.getByRole("button", { name: "all roles" }).click();
  await page.waitForFunction(() => document.getElementById("login-state").textContent.includes("all roles"));
  facts.created = await tryOut(page, "create_author", { name: "Jane Austen" });
  facts.listed = await tryOut(page, "list_authors");

  await page.getByRole("button", { name: "log out" }).click();
  await page.waitForFunction(() => !document.querySelector("button[aria-pressed=true]"));
  facts.after = await state.innerText();
  facts.out = await tryOut(page, "list_authors");
  return facts;
});
