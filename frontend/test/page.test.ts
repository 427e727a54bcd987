import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, withParams } from "../src/page.ts";

test("other parameters stay, paging starts again", () => {
  const address = "http://localhost/incidents?type=bombing&since=2020-01-01&after=xyz&type=killing";
  assert.equal(
    withParams(address, { since: "2023-03-01", until: "2023-03-07" }),
    "http://localhost/incidents?type=bombing&since=2023-03-01&type=killing&until=2023-03-07",
  );
  assert.equal(withParams(address, { since: null }), "http://localhost/incidents?type=bombing&type=killing");
});

test("numbers are told with their noun", () => {
  assert.equal(counted(1, "incident"), "1 incident");
  assert.equal(counted(1234, "incident"), "1,234 incidents");
});
