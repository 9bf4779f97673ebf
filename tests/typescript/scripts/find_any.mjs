// Prints every place where `any` is a type, or where a comment switches a check off.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = process.env.FOLDER;
const found = [];
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".ts")) continue;
  const text = readFileSync(join(folder, name), "utf8");
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  if (/@ts-|eslint-disable/.test(text)) found.push(`${name}: a check is switched off`);
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${name}: ${node.parent.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
}
console.log(JSON.stringify(found));
