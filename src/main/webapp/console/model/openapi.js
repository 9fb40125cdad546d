/** The server's description of its API (OpenAPI 3.1), as it is read by people. */
export class Description {
  #document;

  constructor(document) {
    this.#document = document;
  }

  get info() {
    return this.#document.info;
  }

  /** The operations by tag: `{name, description, operations}`. */
  get tags() {
    const operations = this.operations;
    return this.#document.tags.map((tag) => ({ ...tag, operations: operations.filter(({ tags }) => tags.includes(tag.name)) }));
  }

  get operations() {
    return Object.entries(this.#document.paths).flatMap(([path, item]) =>
      ['get', 'post', 'patch', 'delete', 'put']
        .filter((method) => item[method])
        .map((method) => this.#operation(path, item, method)),
    );
  }

  #operation(path, item, method) {
    const operation = item[method];
    return {
      ...operation,
      path,
      method: method.toUpperCase(),
      scopes: (operation.security ?? this.#document.security).flatMap(({ bearer }) => bearer),
      needsToken: (operation.security ?? this.#document.security).length > 0,
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => this.resolved(parameter)),
      body: this.resolved(operation.requestBody),
      responses: Object.entries(operation.responses).map(([status, response]) => ({ status, ...this.resolved(response) })),
    };
  }

  /** The named schemas, in their order. */
  get schemas() {
    return Object.entries(this.#document.components.schemas);
  }

  /** What a reference leads to, or the value itself. */
  resolved(value) {
    return value?.$ref ? this.resolved(this.#at(value.$ref)) : value;
  }

  #at(reference) {
    return reference
      .slice(2)
      .split('/')
      .reduce((place, name) => place[name.replaceAll('~1', '/').replaceAll('~0', '~')], this.#document);
  }

  /** The examples of a media type: `[name, value]`. */
  examples({ example, examples = {} }) {
    const named = Object.values(examples).map((one) => this.resolved(one));
    return [...(example === undefined ? [] : [['Example', example]]), ...named.map(({ summary, value }) => [summary ?? 'Example', value])];
  }
}

/** The name of the schema that a reference is to. */
export const nameOf = (reference) => reference.split('/').at(-1);

const BOUNDS = [
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['minLength', 'characters at least'],
  ['maxLength', 'characters at most'],
  ['minItems', 'entries at least'],
  ['maxItems', 'entries at most'],
];

/** What values of a schema may be, in a few words; empty if only its parts say it. */
export function words(schema) {
  const said = [[schema.type ?? []].flat().join(' or '), schema.format].filter(Boolean);
  for (const [bound, text] of BOUNDS) {
    if (bound in schema) {
      said.push(`${text} ${schema[bound]}`);
    }
  }
  if ('const' in schema) {
    said.push(`always ${JSON.stringify(schema.const)}`);
  }
  if (schema.default !== undefined) {
    said.push(`${JSON.stringify(schema.default)} if left out`);
  }
  return said.join(', ');
}
