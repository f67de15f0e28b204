#include "grounding/reading.h"

#include "grounding/stem.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace countersign::grounding {

namespace {

// Wordings of one meaning, "/" between: how people say it and how reports say it.
constexpr QStringView groups[] = {
    u"hypertension/high blood pressure/htn", u"hypotension/low blood pressure", u"myocardial infarction/heart attack", u"dyspnea/shortness of breath/short of breath",
    u"emesis/vomiting/throwing up/threw up/vomited", u"nausea/nauseous/sick to my stomach/queasy", u"pyrexia/fever/febrile/high temperature",
    u"hyperlipidemia/high cholesterol/hypercholesterolemia", u"cerebrovascular accident/stroke/cva", u"fatigue/tired/tiredness/exhausted",
    u"edema/swelling/swollen/swells", u"pruritus/itching/itchy/itches", u"erythema/redness", u"alopecia/hair loss", u"diarrhea/loose stools/loose stool",
    u"hematuria/blood in my urine/blood in the urine/blood in urine", u"dysuria/burning urination/pain with urination/painful urination",
    u"urinary/urination/urine/pee", u"abdomen/belly/stomach/tummy", u"abdominal/belly/stomach/tummy", u"cephalalgia/headache/head hurts", u"syncope/passed out/fainted/fainting/faint",
    u"vertigo/dizziness/dizzy/lightheaded/lightheadedness", u"insomnia/trouble sleeping/difficulty sleeping/can't sleep",
    u"gastroesophageal reflux/gerd/acid reflux/heartburn", u"diabetes mellitus/diabetes/sugar diabetes", u"cardiac/heart", u"renal/kidney/kidneys", u"hepatic/liver", u"pulmonary/lung/lungs",
    u"cerebral/brain", u"ocular/eye/eyes", u"otalgia/ear pain/earache", u"pharyngitis/sore throat", u"rhinorrhea/runny nose", u"fracture/broken/broke", u"contusion/bruise/bruising",
    u"laceration/cut", u"malignancy/cancer", u"neoplasm/tumor", u"carcinoma/cancer", u"surgical/surgery/operation/procedure", u"physician/doctor", u"medication/medicine/meds/drug/pills",
    u"radiograph/x-ray/xray/x ray", u"electrocardiogram/ekg/ecg", u"echocardiogram/echo", u"ultrasound/sonogram", u"magnetic resonance imaging/mri", u"computed tomography/ct scan/ct/cat scan",
    u"urinalysis/urine test", u"hemoglobin a1c/a1c/hba1c", u"bilateral/both sides/both", u"tobacco/smoking/smoke/smokes/cigarettes/smoker", u"alcohol/drink/drinking/drinks/beer/wine", u"weight loss/lost weight",
    u"weight gain/gained weight", u"obese/obesity/overweight", u"anxious/anxiety/nervous", u"depression/depressed", u"allergies/allergic/allergy", u"deceased/died/passed away/death/dead/passed",
    u"mother/mom/maternal", u"father/dad/paternal", u"pediatric/child/children/kids", u"married/husband/wife", u"employed/works/job", u"improved/better", u"ambulate/walk/walking",
    u"decreased/less/lower/reduced/declined/fell", u"increased/more/higher/rose/grew", u"menstrual/period/periods/menses", u"pregnancy/pregnant", u"hysterectomy/uterus removed",
    u"appendectomy/appendix out/appendix removed", u"cholecystectomy/gallbladder out/gallbladder removed", u"tonsillectomy/tonsils out/tonsils removed", u"physical therapy/pt",
    u"emergency department/emergency room/er/ed", u"intravenous/iv", u"blood sugar/glucose", u"oxygen/o2", u"hearing loss/hard of hearing", u"blurred vision/blurry vision",
    u"visual/vision", u"nocturia/get up at night", u"palpitations/heart racing/racing heart/heart beating fast", u"constipation/constipated", u"lower extremity/leg/legs", u"upper extremity/arm/arms",
    u"extremity/extremities/arm/leg", u"cervical/neck", u"lumbar/low back/lower back", u"osteoarthritis/arthritis", u"copd/chronic obstructive pulmonary disease/emphysema",
    u"uti/urinary tract infection/bladder infection", u"united states/us/usa/u.s/america", u"united kingdom/uk/britain", u"european union/eu", u"revenue/revenues/sales/turnover", u"profit/earnings/income",
    u"purchase/bought/buy", u"attorney/lawyer", u"automobile/car", u"film/movie", u"percent/percentage", u"spouse/husband/wife",
};

struct Wording {
    QStringList stems;
    int meaning = 0;
};

const QHash<QString, QList<Wording>> &wordings()
{
    static const QHash<QString, QList<Wording>> table = [] {
        QHash<QString, QList<Wording>> made;
        int meaning = 0;
        for (const QStringView group : groups) {
            for (const QStringView wording : group.split(u'/')) {
                QStringList stems;
                for (const Lexeme &lexeme : lexemes(wording))
                    stems.append(stemOf(lexeme.text));
                if (!stems.isEmpty())
                    made[stems.first()].append({stems, meaning});
            }
            ++meaning;
        }
        for (QList<Wording> &list : made)
            std::stable_sort(list.begin(), list.end(), [](const Wording &a, const Wording &b) { return a.stems.size() > b.stems.size(); });
        return made;
    }();
    return table;
}

QSet<QString> setOf(QStringView words)
{
    QSet<QString> made;
    for (const QStringView word : words.split(u' ', Qt::SkipEmptyParts))
        made.insert(word.toString());
    return made;
}

} // namespace

ConceptMatch conceptAt(const QStringList &stems, qsizetype at)
{
    const auto found = wordings().constFind(stems[at]);
    if (found == wordings().cend())
        return {};
    for (const Wording &wording : *found) {
        const qsizetype length = wording.stems.size();
        if (at + length > stems.size())
            continue;
        if (std::equal(wording.stems.begin(), wording.stems.end(), stems.begin() + at))
            return {wording.meaning, length};
    }
    return {};
}

QStringList negationWordList()
{
    static const QSet<QString> words = setOf(u"no not never none without denies denied deny cannot can't don't doesn't didn't isn't wasn't aren't won't nicht kein keine keinen "
                                             u"nie ohne ne pas sans jamais no nunca sin nu fara niciodata ei mitte pole не нет без никогда 不 没 无 未 非 छैन නැහැ නෑ لا ليس لم غير");
    return words.values();
}

bool isWarning(const QString &stem)
{
    static const QSet<QString> stems = [] {
        QSet<QString> made;
        for (const QString &word : setOf(u"allergic allergy allergies anaphylaxis hives reaction contraindicated warning overdose pregnant bleeding suicidal suicide allergie allergisch "
                                         u"schwanger warnung alergie allergique allergies алергия аллергия حساسيه"))
            made.insert(stemOf(folded(word)));
        return made;
    }();
    return stems.contains(stem);
}

} // namespace countersign::grounding
