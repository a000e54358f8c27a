"""JSON Schema, as far as the OpenAPI document uses it: what an answer breaks, as a list of faults."""

import re

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}
KNOWN = {"$ref", "type", "enum", "const", "anyOf", "required", "properties", "additionalProperties", "items", "minItems", "maxItems",
         "minLength", "maxLength", "pattern", "minimum", "maximum", "description", "default"}


def faults(value, schema, document, place="$"):
    unknown = set(schema) - KNOWN
    assert not unknown, f"{place}: keywords {unknown}"
    if "$ref" in schema:
        target = document
        for name in schema["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        return faults(value, target, document, place)
    found = []
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(TYPES[t](value) for t in types):
            return [f"{place}: {value!r} is not {types}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r} is not one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{place}: {value!r} is not {schema['const']!r}")
    if "anyOf" in schema and all(faults(value, each, document, place) for each in schema["anyOf"]):
        found.append(f"{place}: {value!r} is none of {schema['anyOf']}")
    if isinstance(value, dict):
        found += [f"{place}: lacks {name}" for name in schema.get("required", []) if name not in value]
        properties = schema.get("properties", {})
        for name, each in value.items():
            if name in properties:
                found += faults(each, properties[name], document, f"{place}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{place}: {name} is not described")
    if isinstance(value, list) and "items" in schema:
        for i, each in enumerate(value):
            found += faults(each, schema["items"], document, f"{place}[{i}]")
    if isinstance(value, list) and len(value) < schema.get("minItems", 0):
        found.append(f"{place}: fewer than {schema['minItems']} items")
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            found.append(f"{place}: too short")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{place}: {value!r} does not match {schema['pattern']}")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{place}: {value} is below {schema['minimum']}")
    return found
