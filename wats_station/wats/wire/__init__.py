"""The shapes on the wire (wire contract section 2), one module for each part of the API.

Importing them loads no HTTP library and no service. Unknown fields are ignored, and the
internal API's PascalCase names are taken as well as the public camelCase ones.
"""
