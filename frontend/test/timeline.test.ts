import assert from "node:assert/strict";
import { test } from "node:test";
import { sum, timelineOf, type Told } from "../src/timeline/data.ts";
import { after, dayOf, startOf, textOf, type Unit } from "../src/timeline/days.ts";
import { labelled, layoutOf, slotsBefore, ticksOf } from "../src/timeline/layout.ts";
import { between, isWhole, keyed, moved, whole } from "../src/timeline/span.ts";

const EMPTY: Told = { unit: "week", groups: [{ key: "battle", label: "Battles" }], bars: [], vague: [], undated: 0 };

test("a day comes back as it was written, also in the first century and on the 29th of February", () => {
  for (const text of ["1970-01-01", "2024-02-29", "1899-12-31", "0033-04-03", "9999-12-31"]) {
    assert.equal(textOf(dayOf(text)), text);
  }
  assert.ok(Number.isNaN(dayOf("soon")));
});

test("units follow each other without a gap and hold the days between", () => {
  const anchor = dayOf("2023-01-02");
  for (const unit of ["day", "week", "month", "year"] satisfies Unit[]) {
    for (let day = dayOf("2023-12-20"); day < dayOf("2024-03-10"); day += 1) {
      const start = startOf(day, unit, anchor);
      assert.ok(start <= day && day < after(start, unit), `${unit} ${textOf(day)}`);
      assert.equal(startOf(after(start, unit), unit, anchor), after(start, unit));
    }
  }
});

test("every unit between the first and the last has a slot, bands widen the range", () => {
  const timeline = timelineOf({
    ...EMPTY,
    bars: [
      { start: "2023-03-06", end: "2023-03-12", counts: [2] },
      { start: "2023-03-27", end: "2023-04-02", counts: [3] },
    ],
    vague: [{ start: "2023-02-01", end: "2023-02-28", precision: "month", count: 4 }],
  });
  assert.deepEqual(timeline.slots.map((slot) => textOf(slot.first)).slice(0, 2), ["2023-01-30", "2023-02-06"]);
  assert.equal(timeline.slots.length, 9);
  assert.equal(sum(timeline.slots.map((slot) => slot.total)), 5);
});

test("nothing dated is no slot", () => {
  assert.deepEqual(timelineOf({ ...EMPTY, undated: 7 }).slots, []);
});

test("a group has its colour whatever others there are, unknown ones are together", () => {
  const timeline = timelineOf({
    ...EMPTY,
    groups: ["new", "battle", "newer", "remote_violence"].map((key) => ({ key, label: key })),
    bars: [{ start: "2023-03-06", end: "2023-03-12", counts: [1, 2, 3, 4] }],
  });
  assert.deepEqual(
    timeline.groups.map(({ colour, label }) => [colour, label]),
    [
      [0, "remote_violence"],
      [5, "battle"],
      [7, "new, newer"],
    ],
  );
  assert.deepEqual(timeline.slots[0]?.counts, [4, 2, 4]);
});

test("what is not drawn is told", () => {
  assert.deepEqual(timelineOf({ ...EMPTY, undated: 1234, later: 2 }).left, ["1,234 with no known day", "2 long after"]);
});

test("the scale is round and holds the most", () => {
  for (const most of [1, 2, 3, 7, 12, 99, 100, 101, 1234, 98765]) {
    const ticks = ticksOf(most);
    assert.ok((ticks.at(-1) ?? 0) >= most && ticks.length <= 5 && ticks.length > 1, `${most}: ${ticks}`);
    assert.ok(ticks.every(Number.isInteger));
  }
});

test("a day stands inside its slot", () => {
  const { slots } = timelineOf({
    ...EMPTY,
    unit: "month",
    bars: [{ start: "2023-01-01", end: "2023-03-31", counts: [1] }],
  });
  assert.equal(slotsBefore(slots, dayOf("2022-12-01")), 0);
  assert.equal(slotsBefore(slots, dayOf("2023-02-01")), 1);
  assert.equal(slotsBefore(slots, dayOf("2023-02-15")), 1.5);
  assert.equal(slotsBefore(slots, dayOf("2023-04-01")), 3);
});

test("bands that overlap get rows of their own, and the fifth is told instead", () => {
  const band = { start: "2023-01-01", end: "2023-12-31", precision: "year", count: 2 };
  const layout = layoutOf(timelineOf({ ...EMPTY, vague: [band, band, band, band, band] }), 600);
  assert.deepEqual(
    layout.placed.map((each) => each.row),
    [0, 1, 2, 3],
  );
  assert.equal(layout.left, 2);
});

test("labels leave room for each other", () => {
  const timeline = timelineOf({
    ...EMPTY,
    unit: "day",
    bars: [{ start: "2023-01-01", end: "2023-03-31", counts: [1] }],
  });
  assert.deepEqual(labelled(timeline, 10, 80).slice(0, 2), [
    { slot: 0, text: "2023-01-01" },
    { slot: 8, text: "2023-01-09" },
  ]);
});

test("a span is inside and in order, whatever the pointer does", () => {
  assert.deepEqual(between(9, -3, 5), { from: 0, to: 4 });
  assert.deepEqual(moved({ from: 1, to: 3 }, "from", 7, 5), { from: 3, to: 3 });
  assert.deepEqual(moved({ from: 1, to: 3 }, "to", 0, 5), { from: 1, to: 1 });
});

test("keys move a handle, Escape chooses everything", () => {
  const span = { from: 2, to: 5 };
  assert.deepEqual(keyed(span, "from", "ArrowRight", 10), { from: 3, to: 5 });
  assert.deepEqual(keyed(span, "to", "ArrowLeft", 10), { from: 2, to: 4 });
  assert.deepEqual(keyed(span, "from", "Home", 10), { from: 0, to: 5 });
  assert.deepEqual(keyed(span, "to", "End", 10), { from: 2, to: 9 });
  assert.ok(isWhole(keyed(span, "to", "Escape", 10) ?? span, 10));
  assert.equal(keyed(span, "to", "a", 10), null);
  assert.deepEqual(whole(3), { from: 0, to: 2 });
});
