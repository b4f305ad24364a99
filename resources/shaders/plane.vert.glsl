// A patch of ground: the whole pool of light, or what one round cone may shade.

uniform mat4 clip_from_world;
uniform float ground;          // its height
uniform vec2 pool;             // the middle of the light on it
uniform float radius;          // where the light has faded away
uniform bool shadow;
uniform vec3 light;            // towards the light that casts the shadow
uniform float softness;        // how much wider a shadow gets with each metre of height
uniform samplerBuffer shapes;

out vec2 at;                   // on the ground, relative to the pool
flat out vec3 first;           // foot of the shadow's axis and radius there
flat out vec3 second;
flat out vec2 widths;          // blurred radii

vec2 fallen(vec3 point) {
    return point.xy - light.xy / light.z * (point.z - ground) - pool;
}

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    at = radius * corner;
    if (shadow) {
        vec4 start = texelFetch(shapes, 3 * gl_InstanceID);
        vec4 stop = texelFetch(shapes, 3 * gl_InstanceID + 1);
        first = vec3(fallen(start.xyz), start.w);
        second = vec3(fallen(stop.xyz), stop.w);
        widths = vec2(start.w, stop.w) + softness * max(vec2(start.z, stop.z) - ground, 0.0);
        vec2 bone = second.xy - first.xy;
        vec2 along = length(bone) > 1e-6 ? normalize(bone) : vec2(1.0, 0.0);
        vec2 end = corner.x < 0.0 ? first.xy : second.xy;
        float wide = max(widths.x, widths.y);
        at = end + wide * (corner.x * along + corner.y * vec2(-along.y, along.x));
    }
    gl_Position = clip_from_world * vec4(pool + at, ground, 1.0);
}
