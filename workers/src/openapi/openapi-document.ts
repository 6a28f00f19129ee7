/** A JSON Schema (draft 2020-12), as far as this document uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  /** zod writes no boolean here: `{}` takes any value. */
  additionalProperties?: JsonSchema;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  pattern?: string;
  format?: string;
  contentMediaType?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** A pointer to something under `components`. */
export interface Reference {
  $ref: string;
}

export interface Header {
  description: string;
  required?: boolean;
  schema: JsonSchema;
}

export interface Example {
  summary: string;
  value: unknown;
}

export interface MediaType {
  schema: JsonSchema;
  examples?: Readonly<Record<string, Example>>;
}

export type Content = Readonly<Record<string, MediaType>>;

export interface ResponseObject {
  description: string;
  headers?: Readonly<Record<string, Reference>>;
  content?: Content;
}

/** Answers by status. */
export type Responses = Readonly<Record<string, ResponseObject>>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  required?: boolean;
  schema: JsonSchema;
  example?: unknown;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: readonly string[];
  parameters?: readonly Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Responses;
  security?: readonly Readonly<Record<string, readonly string[]>>[];
}

export type PathItem = Readonly<Partial<Record<'get' | 'post', Operation>>>;

export interface Tag {
  name: string;
  description: string;
}

export interface SecurityScheme {
  type: 'http';
  scheme: 'bearer';
  description: string;
}

/** An OpenAPI 3.1 document, as far as this one goes: https://spec.openapis.org/oas/v3.1.1.html. */
export interface OpenapiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string; summary: string; description: string };
  servers: readonly { url: string }[];
  tags: readonly Tag[];
  paths: Readonly<Record<string, PathItem>>;
  components: {
    schemas: Readonly<Record<string, JsonSchema>>;
    headers: Readonly<Record<string, Header>>;
    securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}
