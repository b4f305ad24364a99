// A box around each round cone; the fragment shader finds the cone inside it.

uniform samplerBuffer shapes;  // three texels each: start and radius, stop and radius, paint
uniform mat4 eye_from_world;
uniform mat4 clip_from_eye;
uniform bool orthographic;
uniform float pixel;           // size of a pixel: at distance 1, or anywhere if orthographic
uniform float halo;            // pixels that a silhouette reaches beyond itself

out vec3 on_box;
flat out vec4 start;
flat out vec4 stop;
flat out vec4 paint;

// Corners of a box as a strip of triangles that face outwards; bits are x, y, z.
const int STRIP[14] = int[14](0, 1, 4, 5, 7, 1, 3, 0, 2, 4, 6, 7, 2, 3);

vec3 corner() {
    int bits = STRIP[gl_VertexID];
    return vec3(bits & 1, (bits >> 1) & 1, (bits >> 2) & 1) * 2.0 - 1.0;
}

void main() {
    vec4 first = texelFetch(shapes, 3 * gl_InstanceID);
    vec4 second = texelFetch(shapes, 3 * gl_InstanceID + 1);
    paint = texelFetch(shapes, 3 * gl_InstanceID + 2);
    start = vec4((eye_from_world * vec4(first.xyz, 1.0)).xyz, first.w);
    stop = vec4((eye_from_world * vec4(second.xyz, 1.0)).xyz, second.w);

    vec3 bone = stop.xyz - start.xyz;
    float len = length(bone);
    vec3 along = len > 1e-6 * (start.w + stop.w) ? bone / len : vec3(0.0, 1.0, 0.0);
    // A box that turns a face to the eye covers the fewest pixels.
    vec3 to_eye = orthographic ? vec3(0.0, 0.0, 1.0) : -start.xyz;
    vec3 facing = to_eye - dot(to_eye, along) * along;
    if (dot(facing, facing) < 1e-6 * dot(to_eye, to_eye)) facing = vec3(along.z, along.x, -along.y);
    vec3 aside = normalize(cross(along, facing));
    vec3 across = cross(along, aside);

    float farthest = orthographic ? 1.0 : max(-min(start.z, stop.z), 0.0);
    float radius = max(start.w, stop.w) + (halo + 1.0) * pixel * farthest;
    vec3 side = corner();
    vec3 end = side.z < 0.0 ? start.xyz : stop.xyz;
    on_box = end + radius * (side.x * aside + side.y * across + side.z * along);
    gl_Position = clip_from_eye * vec4(on_box, 1.0);
}
