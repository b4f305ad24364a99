// The round cone inside its box, hit by the ray through this pixel.
//
// Drawn three times, by programs that differ in STAGE: the pixels that a shape covers wholly, which
// alone write depth; a halo over what is well behind it, so that limbs that cross read apart; and the
// pixels that its silhouette crosses, blended by the share that is covered.

uniform mat4 clip_from_eye;
uniform bool orthographic;
uniform float pixel;
uniform float halo;
uniform float middle;     // depth of what is looked at
uniform float apart;      // metres behind a shape from which its halo shows
uniform float depth_cue;  // metres over which the far side fades

in vec3 on_box;
flat in vec4 start;
flat in vec4 stop;
flat in vec4 paint;

out vec4 colour;

const int INSIDE = 0;
const int HALO = 1;
const int SILHOUETTE = 2;
const float NEVER = 1e30;

// Along a ray from `from` (relative to the middle of a ball) the distance to the ball.
float ball(vec3 from, vec3 ray, float radius) {
    float nearest = -dot(from, ray);
    vec3 aside = from + nearest * ray;
    float inside = radius * radius - dot(aside, aside);
    return inside < 0.0 ? NEVER : nearest - sqrt(inside);
}

// The same for the mantle between the balls: all x with min over s of |x - s bone|^2 - r(s)^2 = 0.
float mantle(vec3 from, vec3 ray, vec3 bone, float radius, float growth) {
    float g = dot(bone, bone) - growth * growth;
    if (g <= 0.0) return NEVER;
    float forward = -dot(from, ray);  // start beside the bone, or far rays lose their digits
    vec3 near = from + forward * ray;
    float u = dot(bone, ray);
    float v = dot(bone, near) + radius * growth;
    float a = 1.0 - u * u / g;
    float b = dot(near, ray) - u * v / g;
    float c = dot(near, near) - radius * radius - v * v / g;
    float root = b * b - a * c;
    if (root < 0.0 || a <= 0.0) return NEVER;
    float t = (-b - sqrt(root)) / a;
    float s = (v + t * u) / g;
    return s < 0.0 || s > 1.0 ? NEVER : forward + t;
}

// Where along the bone (0 to 1) the ray comes closest to the surface, or is deepest inside.
float closest(vec3 from, vec3 ray, vec3 bone, float growth) {
    vec3 m = from - ray * dot(from, ray);
    vec3 e = bone - ray * dot(bone, ray);
    float a = dot(e, e);
    if (a <= growth * growth) return growth > 0.0 ? 1.0 : 0.0;
    float at = dot(m, e) / a;
    float apart = sqrt(max(0.0, dot(m, m) - at * at * a));
    return clamp(at + growth * apart / sqrt(a * (a - growth * growth)), 0.0, 1.0);
}

// Which of the balls along the bone a point on the surface belongs to.
float touching(vec3 point, vec3 bone, float growth) {
    float g = dot(bone, bone) - growth * growth;
    if (g <= 0.0) return growth > 0.0 ? 1.0 : 0.0;
    return clamp((dot(bone, point) + start.w * growth) / g, 0.0, 1.0);
}

// A joint that was made up is a ring, an outline around nothing.
vec3 surface(vec3 normal, vec3 to_eye, float from_middle, float pixels) {
    vec3 solid = lit(paint.rgb, normal, to_eye);
    if (paint.a < 0.5) return solid;
    float inner = 1.0 - max(0.22, 1.5 * pixels);
    return mix(mix(background, solid, 0.015), paint.rgb, smoothstep(inner - pixels, inner, from_middle));
}

void main() {
    vec3 from = orthographic ? vec3(on_box.xy, 0.0) : vec3(0.0);
    vec3 ray = orthographic ? vec3(0.0, 0.0, -1.0) : normalize(on_box);
    vec3 bone = stop.xyz - start.xyz;
    float growth = stop.w - start.w;
    from -= start.xyz;

    float s = closest(from, ray, bone, growth);
    vec3 core = s * bone - from;
    float nearest = dot(core, ray);
    vec3 aside = nearest * ray - core;
    float radius = start.w + s * growth;
    float pixels = pixel * (orthographic ? 1.0 : nearest);
    float outside = (length(aside) - radius) / pixels;
    float covered = clamp(0.5 - outside, 0.0, 1.0);
    float ring = clamp(1.0 - outside / halo, 0.0, 1.0);
    bool drawn = STAGE == INSIDE ? covered == 1.0
               : STAGE == HALO ? covered < 1.0 && ring > 0.0
               : covered > 0.0 && covered < 1.0;
    if (!drawn) discard;

    float t = nearest;
    if (STAGE == INSIDE) {
        t = min(ball(from, ray, start.w), ball(from - bone, ray, stop.w));
        t = min(t, mantle(from, ray, bone, start.w, growth));
        if (t == NEVER) t = nearest;
        s = touching(from + t * ray, bone, growth);
    }
    vec3 on_surface = from + t * ray;
    vec3 point = start.xyz + on_surface;
    if (STAGE == HALO) {
        point += apart * ray;
        colour = vec4(to_screen(background), 0.8 * ring);
    } else {
        vec3 normal = normalize(on_surface - s * bone);
        vec3 light = surface(normal, -ray, length(aside) / radius, pixels / radius);
        float behind = clamp((-point.z - middle) / depth_cue, 0.0, 1.0);
        colour = vec4(to_screen(mix(light, background, 0.55 * behind)), covered);
    }
    vec4 clip = clip_from_eye * vec4(point, 1.0);
    gl_FragDepth = 0.5 + 0.5 * clip.z / clip.w;
}
