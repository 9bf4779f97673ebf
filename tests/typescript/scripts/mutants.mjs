// Compiles a project once for each mutant of its declarations and prints the mutants that nothing noticed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = process.env.FOLDER;
const config = ts.getParsedCommandLineOfConfigFile(join(folder, "tsconfig.types.json"), { noEmit: true }, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (fault) => {
    throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, "\n"));
  },
});
const parsed = new Map();
const unnoticed = [];
for (const [name, [path, before, after]] of Object.entries(JSON.parse(process.env.MUTANTS))) {
  const mutated = join(folder, "dist", path);
  const host = ts.createCompilerHost(config.options, true);
  const plain = host.getSourceFile.bind(host);
  host.getSourceFile = (file, options) => {
    if (file === mutated) {
      const text = readFileSync(file, "utf8").replaceAll(before, after);
      return ts.createSourceFile(file, text, options, true);
    }
    if (!parsed.has(file)) parsed.set(file, plain(file, options));
    return parsed.get(file);
  };
  const program = ts.createProgram(config.fileNames, config.options, host);
  const tests = config.fileNames.map((file) => program.getSourceFile(file));
  if (!tests.some((file) => program.getSemanticDiagnostics(file).length > 0)) unnoticed.push(name);
}
console.log(JSON.stringify(unnoticed));
