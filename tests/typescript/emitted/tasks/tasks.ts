// Tasks come over WebSocket and over HTTP; everybody hears of them; a worker greets.
import { TaskStatus, createClient, type TaskAdded } from "tasks-client";
import { actingAs, baseUrl, collect, equal, given, holds, soon } from "../checks.js";

const member = createClient({ baseUrl, token: actingAs("mia", "member") });
const other = createClient({ baseUrl });

const heard: TaskAdded[] = [];
other.ws.on("TASK_ADDED", (data) => heard.push(data));
holds(await other.ws.ready(), "a stranger is let in");

const task = await member.ws.call("CREATE_TASK", { title: "Sweep the hall" }).orThrow();
const state: TaskStatus = task.status;
equal(state, TaskStatus.PENDING, "what the spec gives where nothing is said");
await soon(() => heard.length === 1, "the push");
equal(heard, [{ task_id: task.id, title: "Sweep the hall" }], "what was pushed");
equal(await other.http.getTask({ id: task.id }).orThrow(), task, "the same row over HTTP");

const second = await member.http.createTask({ title: "Wind the clock", status: "running" }).orThrow();
await soon(() => heard.length === 2, "the push of what HTTP made");
const done = await member.http.updateTask({ id: task.id, status: TaskStatus.FINISHED }).orThrow();
equal([done.title, done.status], ["Sweep the hall", "finished"], "changed");
const running = await other.ws.call("GET_TASKS", { status__in: ["running", "error"] }).orThrow();
equal(running, [second], "a list of values");
const titles = (await collect(other.http.listTasksAll({ sort: "title", limit: 1 }))).map((one) => one.title);
equal(titles, ["Sweep the hall", "Wind the clock"], "page after page");

const shut = await other.ws.call("CREATE_TASK", { title: "Enter" });
holds(!shut.ok && shut.kind === "declared" && shut.status === 7, "a stranger adds nothing");
const long = await member.http.sendHello({ message: "x".repeat(501) });
holds(!long.ok && long.kind === "declared" && long.status === 422, "too long a greeting");
equal(long.error.details[0]?.field, "message", "names the field");
await member.http.sendHello({ message: given("GREETING") }).orThrow();

await member.http.deleteTask({ id: task.id }).orThrow();
const gone = await other.http.getTask({ id: task.id });
holds(!gone.ok && gone.kind === "declared" && gone.status === 404, "gone");
for (const api of [member, other]) api.ws.close();
