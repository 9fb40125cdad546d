/** Formats that the server writes, and which of them can be shown as a table here. */
export const FORMATS = [
  { id: 'json', name: 'JSON', extension: 'json' },
  { id: 'keyjson', name: 'JSON, objects', extension: 'json' },
  { id: 'ndjson', name: 'NDJSON', extension: 'ndjson' },
  { id: 'csv', name: 'CSV', extension: 'csv' },
  { id: 'tsv', name: 'TSV', extension: 'tsv' },
  { id: 'html', name: 'HTML', extension: 'html' },
  { id: 'xlsx', name: 'Excel', extension: 'xlsx' },
  { id: 'parquet', name: 'Parquet', extension: 'parquet' },
];

/** The same with the names under which some tools ask for them. */
const ALIKE = { tableau: 'csv', qlik: 'csv', powerbi: 'keyjson' };

export const formatOf = (name) => FORMATS.find(({ id }) => id === (ALIKE[name] ?? name)) ?? FORMATS[0];

export const isTable = (format) => ['json', 'keyjson', 'ndjson', 'csv', 'tsv'].includes(format.id);

/** RFC 4180. */
function csvRows(text) {
  const rows = [[]];
  const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let match; cells.lastIndex < text.length && (match = cells.exec(text)); ) {
    const [, cell, end] = match;
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',' && cells.lastIndex < text.length) {
      rows.push([]);
    } else if (end === ',' && cells.lastIndex === text.length) {
      rows.at(-1).push('');
    }
  }
  return rows;
}

const UNESCAPED = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\' };

const tsvRows = (text) =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.replace(/\\[tnr\\]/g, (code) => UNESCAPED[code])));

const isNumber = (text) => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);

/** Rows of text: what looks like a number in every row of its column is one. */
function ofTexts([head = [], ...rows]) {
  const columns = head.map((name, at) => {
    const filled = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
    return { name, metric: filled.length > 0 && filled.every(isNumber), date: isDates(filled) };
  });
  const value = (cell, at) => (columns[at]?.metric ? (cell === '' ? null : Number(cell)) : cell);
  return { columns, rows: rows.map((row) => row.map(value)) };
}

function ofObjects(objects) {
  const names = [...new Set(objects.flatMap(Object.keys))];
  const columns = names.map((name) => {
    const values = objects.map((object) => object[name]).filter((value) => value != null);
    return { name, metric: values.length > 0 && values.every((value) => typeof value === 'number'), date: isDates(values) };
  });
  return { columns, rows: objects.map((object) => names.map((name) => object[name] ?? null)) };
}

const isDates = (values) => values.length > 0 && values.every((value) => /^\d{4}-\d\d-\d\d$/.test(value));

/** JSON knows its fields; columns that were made out of dimensions are metrics. */
function ofJson({ meta, data }) {
  const fields = meta.query.fields;
  if (data.length > 0 && !Array.isArray(data[0])) {
    return ofObjects(data);
  }
  const [head, rows] = meta.query.settings.no_headers ? [fields.map(({ field_name: name }) => name), data] : [data[0] ?? [], data.slice(1)];
  const columns = head.map((name, at) => {
    const field = fields.find(({ data_column: column, visible }) => visible && column === at);
    const values = rows.map((row) => row[at]).filter((value) => value != null);
    return {
      name,
      metric: field ? field.field_type === 'met' : values.every((value) => typeof value === 'number'),
      date: isDates(values),
      ratio: field?.data_type?.endsWith('.ratio') ?? false,
    };
  });
  return { columns, rows };
}

/**
 * A result as a table.
 *
 * @returns {{columns: {name: string, metric: boolean, date: boolean, ratio?: boolean}[], rows: any[][]}}
 */
export function readTable(format, text) {
  switch (format.id) {
    case 'json':
      return ofJson(JSON.parse(text));
    case 'keyjson':
      return ofObjects(JSON.parse(text));
    case 'ndjson':
      return ofObjects(text.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
    case 'tsv':
      return ofTexts(tsvRows(text));
    default:
      return ofTexts(csvRows(text));
  }
}
