// The ground that one round cone may shade, as a map of it seen from above.

uniform samplerBuffer shapes;
uniform float ground;    // its height
uniform vec2 pool;       // the middle of the map
uniform float map_radius;
uniform vec3 light;      // towards the light
uniform float softness;  // how much wider a shadow gets with each metre of height

out vec2 at;             // on the ground, relative to the middle of the map
flat out vec2 first;     // where the balls at either end fall
flat out vec2 second;
flat out vec2 radii;     // of those balls
flat out vec2 widths;    // of their shadows

vec2 fallen(vec3 point) {
    return point.xy - light.xy / light.z * (point.z - ground) - pool;
}

void main() {
    vec4 start = texelFetch(shapes, 3 * gl_InstanceID);
    vec4 stop = texelFetch(shapes, 3 * gl_InstanceID + 1);
    first = fallen(start.xyz);
    second = fallen(stop.xyz);
    radii = vec2(start.w, stop.w);
    widths = radii + softness * max(vec2(start.z, stop.z) - ground, 0.0);

    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    vec2 bone = second - first;
    vec2 along = length(bone) > 1e-6 * radii.x ? normalize(bone) : vec2(1.0, 0.0);
    vec2 aside = vec2(-along.y, along.x);
    vec2 end = corner.x < 0.0 ? first : second;
    at = end + max(widths.x, widths.y) * (corner.x * along + corner.y * aside);
    gl_Position = vec4(at / map_radius, 0.0, 1.0);
}
