// Compares emitted clients with their twins: {pairs: [{hostile: {path: text}, plain: {path: text}}]} in BATCH.
// For each pair: what differs in the shape of the syntax trees, the texts that stand where the twin has a mark,
// the values that the modules have when they are run, and whether anything ran that should not.
import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import ts from "typescript";

const MARK = /q\d+z/;
const TEXTS = new Set([ts.SyntaxKind.StringLiteral, ts.SyntaxKind.NoSubstitutionTemplateLiteral, ts.SyntaxKind.TemplateHead]);
const kindOf = (node) => (node ? ts.SyntaxKind[node.kind] : "");

function parse(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  if (file.parseDiagnostics.length > 0) throw new Error(`${path} does not parse: ${text.slice(0, 80)}`);
  return file;
}

function comments(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  let count = 0;
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia) count += 1;
  }
  return count;
}

function walk(one, two, above, sinks) {
  if (one.kind !== two.kind) throw new Error(`${kindOf(one)} and ${kindOf(two)}: ${one.getText().slice(0, 80)}`);
  const docs = [one.jsDoc ?? [], two.jsDoc ?? []];
  if (docs[0].length !== docs[1].length) throw new Error(`comments of ${one.getText().slice(0, 80)}`);
  docs[1].forEach((doc, at) => {
    const [found, twin] = [docs[0][at].getText(), doc.getText()];
    if (MARK.test(twin)) sinks.push([`doc of ${kindOf(two)}`, found, twin]);
    else if (found !== twin) throw new Error(found);
  });
  if (TEXTS.has(one.kind)) {
    if (MARK.test(two.text)) sinks.push([`${above.map(kindOf).join(" in ")}`, one.text, two.text]);
    else if (one.text !== two.text) throw new Error(`${one.text} and ${two.text}`);
  } else if (ts.isIdentifier(one) || ts.isNumericLiteral(one)) {
    if (one.text !== two.text) throw new Error(`${one.text} and ${two.text}`);
  }
  const [left, right] = [[], []];
  ts.forEachChild(one, (child) => void left.push(child));
  ts.forEachChild(two, (child) => void right.push(child));
  if (left.length !== right.length) throw new Error(`children of ${one.getText().slice(0, 80)}`);
  left.forEach((child, at) => walk(child, right[at], [two, ...above].slice(0, 2), sinks));
}

async function run(text) {
  const { code } = await transform(text.replaceAll(/from "\.[^"]*"/g, 'from "data:text/javascript,export const PUSHES = {}"'), { loader: "ts" });
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return Object.fromEntries(Object.entries(module).filter(([, value]) => typeof value === "object"));
}

async function compare(pair) {
  const sinks = [];
  const values = [{}, {}];
  try {
    for (const path of Object.keys(pair.plain)) {
      const [one, two] = [pair.hostile[path], pair.plain[path]];
      const found = [];
      walk(parse(path, one), parse(path, two), [], found);
      if (comments(one) !== comments(two)) throw new Error(`comments of ${path}`);
      sinks.push(...found.map(([place, text, twin]) => [path, place, text, twin]));
      if (/(types|calls|pushes)\.ts$|\/http\/|sockets\.ts$/.test(path)) {
        values[0][path] = await run(one);
        if (path.endsWith("types.ts")) values[1][path] = await run(two);
      }
    }
  } catch (fault) {
    return { fault: String(fault), sinks, values, canary: "__canary" in globalThis };
  }
  return { fault: "", sinks, values, canary: "__canary" in globalThis };
}

const out = [];
for (const pair of JSON.parse(readFileSync(process.env.BATCH, "utf8"))) out.push(await compare(pair));
console.log(JSON.stringify(out));
