// Opens a page in Firefox, which speaks Marionette, and prints what it shows: the table, after the date is moved, and from an
// address. Arguments: Firefox, the page, a folder for its profile.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { resolve } from "node:path";

const [firefox, file, profile] = process.argv.slice(2);
const port = 20000 + Math.floor(Math.random() * 20000);
writeFileSync(`${profile}/user.js`, `user_pref("marionette.port", ${port});\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n`);
const process_ = spawn(firefox, ["--headless", "--no-remote", "--marionette", "--profile", profile], {
  stdio: "ignore",
  env: { ...process.env, HOME: profile, MOZ_DISABLE_CONTENT_SANDBOX: "1" },
});

async function socket() {
  for (let turn = 0; turn < 240; turn += 1) {
    const found = await new Promise((done) => {
      const one = connect(port, "127.0.0.1");
      one.once("connect", () => done(one));
      one.once("error", () => done(null));
    });
    if (found) {
      return found;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error("Firefox does not listen");
}

const line = await socket();
let buffer = Buffer.alloc(0);
const waiting = [];
line.on("data", (bytes) => {
  buffer = Buffer.concat([buffer, bytes]);
  for (;;) {
    const colon = buffer.indexOf(":");
    const length = Number(buffer.subarray(0, colon).toString());
    if (colon < 0 || buffer.length < colon + 1 + length) {
      return;
    }
    const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString("utf8"));
    buffer = buffer.subarray(colon + 1 + length);
    // The first message says which program answers.
    if (Array.isArray(message)) {
      waiting.shift()(message);
    }
  }
});

let number = 0;
async function send(name, parameters) {
  number += 1;
  const text = JSON.stringify([0, number, name, parameters]);
  const answer = new Promise((done) => waiting.push(done));
  line.write(`${Buffer.byteLength(text)}:${text}`);
  const [, , error, value] = await answer;
  if (error) {
    throw new Error(error.message);
  }
  return value?.value ?? value;
}

async function run(script) {
  return send("WebDriver:ExecuteAsyncScript", { script: `const done = arguments[0]; ${script}`, args: [], sandbox: "default" });
}

const READ = "setTimeout(() => done({ caption: document.querySelector('#table caption')?.textContent, hash: location.hash, claims: document.querySelectorAll('.panel .claim').length }), 1500);";
await send("WebDriver:NewSession", { capabilities: { alwaysMatch: { pageLoadStrategy: "normal" } } });
const address = `file://${resolve(file)}`;
await send("WebDriver:Navigate", { url: address });
const opened = await run(READ);
const moved = await run(
  `const slider = document.querySelector("input.thumb-1"); slider.value = String(Number(slider.max) - 7000); slider.dispatchEvent(new Event("input", { bubbles: true })); ${READ}`,
);
await send("WebDriver:Navigate", { url: "about:blank" });
await send("WebDriver:Navigate", { url: `${address}#at=2005-12-31&show=partnerships:eu--au` });
const linked = await run(READ);
console.log(JSON.stringify({ opened, moved, linked }));
line.end();
process_.kill();
process.exit(0);
