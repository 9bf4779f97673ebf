// For each rendered client: the shape of its syntax trees without the content of texts, the values that
// its types module exports when it is run, the words of a comment, and whether anything ran that should not.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = process.env.FOLDER;
const out = [];
for (const name of readdirSync(folder).sort((a, b) => Number(a) - Number(b))) {
  const root = join(folder, name);
  const hash = createHash("sha256");
  let doc = "";
  const faults = [];
  for (const path of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    if (!path.endsWith(".ts")) continue;
    const file = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest, true);
    if (file.parseDiagnostics.length > 0) faults.push(path);
    hash.update(path);
    const visit = (node) => {
      // A key of an object is a literal, bare or in brackets (which keep `__proto__` from being special).
      if (!ts.isComputedPropertyName(node)) hash.update(String(node.kind));
      if (ts.isIdentifier(node)) hash.update(node.text);
      if (ts.isPropertyAssignment(node) && node.name.getText() === "RED") {
        doc = ts.getJSDocCommentsAndTags(node).map((each) => ts.getTextOfJSDocComment(each.comment) ?? "").join("");
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  const types = readFileSync(join(root, "src/types.ts"), "utf8");
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(types, { compilerOptions: options });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`);
  const values = Object.fromEntries(Object.entries(module).filter(([, value]) => typeof value === "object"));
  const canary = "__canary" in globalThis;
  const json = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  out.push({ shape: hash.digest("hex"), faults, values, doc, canary, json: [json.description, json.license] });
}
console.log(JSON.stringify(out));
