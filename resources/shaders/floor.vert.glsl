// The ground, as far as light falls on it.

uniform mat4 clip_from_world;
uniform float ground;
uniform vec2 pool;
uniform float radius;

out vec2 at;  // relative to the middle of the pool of light

void main() {
    at = radius * (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0);
    gl_Position = clip_from_world * vec4(pool + at, ground, 1.0);
}
