/**
 * Places queries on lanes so that no two on a lane overlap: as many lanes as ran at once. O(n log n), since there may be ten
 * thousand.
 *
 * @param {{start: number, end: number}[]} spans with ends after their starts
 * @returns {{lane: number[], count: number}} the lane of each span
 */
export function placeOnLanes(spans) {
  const starts = spans.map((_, at) => at).sort((a, b) => spans[a].start - spans[b].start);
  const ends = spans.map((_, at) => at).sort((a, b) => spans[a].end - spans[b].end);
  const lane = new Array(spans.length);
  const free = [];
  let count = 0;
  let ended = 0;
  for (const at of starts) {
    while (ended < ends.length && spans[ends[ended]].end <= spans[at].start) {
      free.push(lane[ends[ended++]]);
    }
    lane[at] = free.pop() ?? count++;
  }
  return { lane, count };
}
